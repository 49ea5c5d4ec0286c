namespace Picket.Reports.Policies;

/// <summary>One way to let happen what a policy stopped.</summary>
/// <param name="Name">What to do, in a few words.</param>
/// <param name="Risk">What it costs in safety.</param>
/// <param name="Source">The source expression to add; null where the page changes and not the policy.</param>
/// <param name="Directive">The directive as it would read then; null where it stays.</param>
/// <param name="Why">What one gets and what one gives away, in a sentence or two.</param>
public sealed record PolicyRemedy(string Name, RemedyRisk Risk, string? Source, string? Directive, string Why);
