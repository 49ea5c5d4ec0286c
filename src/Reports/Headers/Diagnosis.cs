namespace Picket.Reports.Headers;

/// <summary>What the doctor says of a page's headers.</summary>
/// <param name="Grade">From A to F; <see cref="Reason"/> says why.</param>
/// <param name="Reason">Why this grade.</param>
/// <param name="Next">The one thing to do next; null where all is well.</param>
/// <param name="Findings">All of them, the worst first.</param>
public sealed record Diagnosis(char Grade, string Reason, string? Next, IReadOnlyList<Finding> Findings);
