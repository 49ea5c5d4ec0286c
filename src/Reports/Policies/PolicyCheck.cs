namespace Picket.Reports.Policies;

/// <summary>A policy's answer to a request, and what in the policy decided.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Ground">Why.</param>
/// <param name="Directive">The directive that governs the request, after fallback; null where none does.</param>
/// <param name="Expression">The deciding source expression; null where none did, as when nothing matches.</param>
public readonly record struct PolicyCheck(PolicyAnswer Answer, PolicyGround Ground, Directive? Directive, SourceExpression? Expression)
{
    internal static PolicyCheck Allows(PolicyGround ground, Directive? directive = null, SourceExpression? expression = null) =>
        new(PolicyAnswer.Allows, ground, directive, expression);

    internal static PolicyCheck Blocks(PolicyGround ground, Directive directive, SourceExpression? expression = null) =>
        new(PolicyAnswer.Blocks, ground, directive, expression);

    internal static PolicyCheck Undecidable(PolicyGround ground, Directive? directive = null, SourceExpression? expression = null) =>
        new(PolicyAnswer.Undecidable, ground, directive, expression);
}
