namespace Picket.Storage.State;

/// <summary>Something that happened to an issue.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="User">Who did it; null where Picket did.</param>
/// <param name="Data">JSON object: what belongs to it, such as a comment's <c>text</c>.</param>
public sealed record ActivityEntry(long Id, DateTimeOffset At, ActivityKind Kind, Person? User, string Data);
