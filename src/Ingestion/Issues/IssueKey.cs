using Picket.Reports;

namespace Picket.Ingestion.Issues;

/// <summary>Names an issue: all reports of one kind and fingerprint in one project. Ordered, so that every host locks rows in the same order.</summary>
public readonly record struct IssueKey(ProjectId Project, ReportKind Kind, Fingerprint Fingerprint) : IComparable<IssueKey>
{
    /// <inheritdoc/>
    public int CompareTo(IssueKey other)
    {
        var byProject = Project.Value.CompareTo(other.Project.Value);
        if (byProject != 0)
        {
            return byProject;
        }

        var byKind = Kind.CompareTo(other.Kind);
        return byKind != 0 ? byKind : Fingerprint.CompareTo(other.Fingerprint);
    }

    /// <summary>Key order.</summary>
    public static bool operator <(IssueKey left, IssueKey right) => left.CompareTo(right) < 0;

    /// <summary>Key order.</summary>
    public static bool operator >(IssueKey left, IssueKey right) => left.CompareTo(right) > 0;

    /// <summary>Key order.</summary>
    public static bool operator <=(IssueKey left, IssueKey right) => left.CompareTo(right) <= 0;

    /// <summary>Key order.</summary>
    public static bool operator >=(IssueKey left, IssueKey right) => left.CompareTo(right) >= 0;
}
