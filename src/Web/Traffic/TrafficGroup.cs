using Picket.Ingestion.Outcomes;
using Picket.Storage.Queries;

namespace Picket.Web.Traffic;

/// <summary>What became of reports, in the five ways that people tell apart.</summary>
/// <param name="Id">Part of class names.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Meaning">What it means, and what the sender was answered.</param>
public sealed record TrafficGroup(string Id, string Name, string Meaning)
{
    private static readonly TrafficGroup Accepted = new("accepted", "Accepted", "Counted in issues; answered 200.");
    private static readonly TrafficGroup Filtered = new("filtered", "Filtered", "Turned away by a filter; answered 200.");
    private static readonly TrafficGroup Limited = new("limited", "Limited", "Over a limit or quota; answered 429.");
    private static readonly TrafficGroup Sampled = new("sampled", "Sampled out", "Left out by the sampling rate; answered 200.");
    private static readonly TrafficGroup Invalid = new("invalid", "Refused", "No report, no valid key, or not storable at that moment; answered 4xx or 503.");

    /// <summary>All of them, in the order of charts.</summary>
    public static IReadOnlyList<TrafficGroup> All { get; } = [Accepted, Filtered, Limited, Sampled, Invalid];

    /// <summary>The one of an outcome.</summary>
    public static TrafficGroup Of(OutcomeKind outcome) => outcome switch
    {
        OutcomeKind.Accepted => Accepted,
        OutcomeKind.Filtered => Filtered,
        OutcomeKind.RateLimited => Limited,
        OutcomeKind.Sampled => Sampled,
        _ => Invalid,
    };
}

/// <summary>One reason with its count.</summary>
/// <param name="Group">What became of them.</param>
/// <param name="Reason">Why, as outcomes name it; empty where accepted.</param>
/// <param name="Count">How many.</param>
public sealed record TrafficReason(TrafficGroup Group, string Reason, long Count)
{
    /// <summary>The reasons of sums, the most frequent first.</summary>
    public static IReadOnlyList<TrafficReason> Of(IEnumerable<OutcomeSum> sums) =>
    [
        .. sums.GroupBy(sum => (Group: TrafficGroup.Of(sum.Outcome), sum.Reason)).Select(group => new TrafficReason(group.Key.Group, group.Key.Reason, group.Sum(sum => sum.Count)))
            .OrderByDescending(reason => reason.Count),
    ];
}
