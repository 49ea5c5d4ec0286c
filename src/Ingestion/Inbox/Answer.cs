using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Inbox;

/// <summary>How the items of one submission ended, counted; what HTTP needs to answer it.</summary>
/// <param name="Accepted">Counted.</param>
/// <param name="Filtered">Matched a filter.</param>
/// <param name="Sampled">Left out by the sampling rate.</param>
/// <param name="RateLimited">Over a limit.</param>
/// <param name="Invalid">No report, or no right to send one.</param>
/// <param name="Unavailable">Not durable now.</param>
/// <param name="Limit">Of the limits that were hit, the one that lasts longest.</param>
/// <param name="Reason">Why the first refused item was refused, one of <see cref="OutcomeReasons"/>; null where none was.</param>
public readonly record struct Answer(int Accepted, int Filtered, int Sampled, int RateLimited, int Invalid, int Unavailable, LimitHit? Limit, string? Reason);
