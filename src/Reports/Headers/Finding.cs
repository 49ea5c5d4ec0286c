namespace Picket.Reports.Headers;

/// <summary>One thing that the doctor saw.</summary>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Header">The header it is about; null where one is missing.</param>
/// <param name="Text">What is so, in plain words.</param>
/// <param name="Next">What to do; null where nothing is to be done.</param>
public sealed record Finding(string Code, FindingLevel Level, string? Header, string Text, string? Next = null);
