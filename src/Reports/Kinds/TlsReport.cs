using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>How one sender of mail fared with the TLS of a domain (RFC 8460). One object holds many of them: one issue is one result and one domain.</summary>
public sealed class TlsReport : ReportDetails
{
    private const int MaxWeight = 10_000;

    /// <summary>Policies that are told apart.</summary>
    private const int MaxPolicies = 20;

    private string? _domain;

    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.TlsRpt;

    /// <inheritdoc/>
    public override ReportLevel Level => ResultType is null ? ReportLevel.Info : ReportLevel.Error;

    /// <summary>Sessions that went so.</summary>
    public override long Weight => (long)Math.Clamp(Sessions ?? 1, 1, MaxWeight);

    /// <summary>The domain that mail was for.</summary>
    public override string? Hostname => _domain;

    /// <summary>Such as <c>certificate-expired</c>; null where all went well.</summary>
    public string? ResultType { get; private init; }

    /// <summary>Who sent mail, and now reports.</summary>
    public string? Organization { get; private init; }

    /// <summary><c>sts</c>, <c>tlsa</c> or <c>no-policy-found</c>; null where absent.</summary>
    public string? PolicyType { get; private init; }

    /// <summary>The mail server that was asked; null where absent.</summary>
    public string? ReceivingHost { get; private init; }

    /// <summary>Sessions that went so; null where absent.</summary>
    public double? Sessions { get; private init; }

    /// <inheritdoc/>
    public override string? Variant => ReceivingHost;

    internal static void Read(in WireItem item)
    {
        var organization = item.Word("organizationname");
        var json = item.Json("policies").Span;
        var reader = new Utf8JsonReader(json);
        var found = 0;
        var isArray = !json.IsEmpty && reader.Read() && reader.TokenType == JsonTokenType.StartArray;
        while (isArray && found < MaxPolicies && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                found++;
                AddAll(item, new(item, json, ref reader), organization);
            }
            else
            {
                reader.Skip();
            }
        }

        if (found == 0)
        {
            Add(item, new() { Organization = organization });
        }
    }

    internal override string Title(Report report) => ResultType is null
        ? $"Mail to {Hostname ?? "a domain"} was sent over TLS"
        : $"Mail to {Hostname ?? "a domain"} could not be sent over TLS: {ResultType}";

    internal override string? Culprit(Report report) => ReceivingHost ?? Hostname;

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("policy-domain", Hostname);
        tag("result-type", ResultType);
        tag("policy-type", PolicyType);
        tag("organization", Organization);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("policy_domain", Hostname);
        writer.WriteIfKnown("policy_type", PolicyType);
        writer.WriteIfKnown("result_type", ResultType);
        writer.WriteIfKnown("organization_name", Organization);
        writer.WriteIfKnown("receiving_mx_hostname", ReceivingHost);
        writer.WriteIfKnown("sessions", Sessions);
    }

    private static void AddAll(in WireItem item, TlsPolicy policy, string? organization)
    {
        foreach (var (result, host, sessions) in policy.Failures)
        {
            Add(item, new() { _domain = policy.Domain, PolicyType = policy.Type, Organization = organization, ResultType = result ?? "unknown", ReceivingHost = host, Sessions = sessions });
        }

        if (policy.Failures.Count == 0)
        {
            var failed = policy.Failed is > 0 ? policy.Failed : null;
            Add(item, new()
            {
                _domain = policy.Domain, PolicyType = policy.Type, Organization = organization, ResultType = failed is null ? null : "unknown", Sessions = failed ?? policy.Succeeded,
            });
        }
    }

    private static void Add(in WireItem item, TlsReport report) => item.Add(report, KindV1.Compute(ReportKind.TlsRpt, report.Hostname, report.ResultType));
}
