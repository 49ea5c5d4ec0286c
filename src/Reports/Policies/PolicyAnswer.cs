namespace Picket.Reports.Policies;

/// <summary>What a policy says to a request.</summary>
public enum PolicyAnswer : byte
{
    /// <summary>It depends on what a report does not tell: see <see cref="PolicyGround"/>.</summary>
    Undecidable = 0,

    /// <summary>It lets it pass.</summary>
    Allows = 1,

    /// <summary>It stops it.</summary>
    Blocks = 2,
}
