using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Admission;

/// <summary>
/// One new issue of the budget, for a fingerprint that is not known yet. All groups of that fingerprint that come before its first commit is answered
/// share it: however many they are, they make one issue.
/// </summary>
public sealed class Reservation
{
    internal Reservation(IssueKey key, ulong network, long hour) => (Key, Network, Hour) = (key, network, hour);

    internal IssueKey Key { get; }

    /// <summary>Network that it is charged to: the first that sent the fingerprint.</summary>
    internal ulong Network { get; }

    /// <summary>Whose budget it comes from, in hours.</summary>
    internal long Hour { get; }

    /// <summary>Groups that have not heard from the ledger.</summary>
    internal int Groups { get; set; }

    /// <summary>It made an issue, so it is spent.</summary>
    internal bool MadeIssue { get; set; }
}
