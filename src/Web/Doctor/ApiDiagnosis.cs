using System.Text.Json.Serialization;
using Picket.Reports.Headers;

namespace Picket.Web.Doctor;

/// <summary>What the doctor says, as the API writes it.</summary>
internal sealed record ApiDiagnosis(string? Url, int? Status, string Grade, string Reason, string? Next, IReadOnlyList<ApiFinding> Findings)
{
    /// <summary>From a diagnosis, with the page where one was fetched.</summary>
    public static ApiDiagnosis Of(Diagnosis diagnosis, FetchedPage? page = null) => new(
        page?.Address.ToString(), page?.Status, diagnosis.Grade.ToString(), diagnosis.Reason, diagnosis.Next,
        [.. diagnosis.Findings.Select(finding => new ApiFinding(finding.Code, LevelOf(finding.Level), finding.Header, finding.Text, finding.Next))]);

    private static string LevelOf(FindingLevel level) => level switch
    {
        FindingLevel.Good => "good",
        FindingLevel.Advice => "advice",
        FindingLevel.Weak => "weak",
        _ => "broken",
    };
}

/// <summary>One thing it saw.</summary>
internal sealed record ApiFinding(string Code, string Level, string? Header, string Text, string? Next);

/// <summary>Writes it.</summary>
[JsonSerializable(typeof(ApiDiagnosis))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class DoctorJson : JsonSerializerContext;
