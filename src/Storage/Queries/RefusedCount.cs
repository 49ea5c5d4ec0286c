namespace Picket.Storage.Queries;

/// <summary>Reports that were refused for one reason.</summary>
/// <param name="Reason">One of <see cref="Ingestion.Outcomes.OutcomeReasons"/>, or one of HTTP's.</param>
/// <param name="Count">Reports.</param>
/// <param name="LastHour">Start of the latest hour in which it happened.</param>
public sealed record RefusedCount(string Reason, long Count, DateTimeOffset LastHour);
