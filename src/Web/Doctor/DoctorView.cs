using Picket.Reports.Headers;
using Picket.Storage.Queries;

namespace Picket.Web.Doctor;

/// <summary>What the header doctor's page shows.</summary>
/// <param name="Project">Whose reports it is about.</param>
/// <param name="Fetches">True where addresses may be given.</param>
public sealed record DoctorView(ProjectRow Project, bool Fetches)
{
    /// <summary>The headers that were pasted.</summary>
    public string? Headers { get; init; }

    /// <summary>The address that was given.</summary>
    public string? Url { get; init; }

    /// <summary>Why there is no diagnosis.</summary>
    public string? Error { get; init; }

    /// <summary>The page that was fetched.</summary>
    public FetchedPage? Page { get; init; }

    /// <summary>What is so.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>What a level is called; also the class of its mark.</summary>
    public static string LevelName(FindingLevel level) => level switch
    {
        FindingLevel.Good => "good",
        FindingLevel.Advice => "advice",
        FindingLevel.Weak => "weak",
        _ => "broken",
    };
}
