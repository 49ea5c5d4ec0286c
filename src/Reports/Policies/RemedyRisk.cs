namespace Picket.Reports.Policies;

/// <summary>What a change gives away of what a policy protects.</summary>
public enum RemedyRisk
{
    /// <summary>Nothing: the page changes, the policy does not.</summary>
    None,

    /// <summary>Exactly what is allowed now, and nothing an attacker could use for more.</summary>
    Low,

    /// <summary>More than is needed: whatever else is there is allowed, too.</summary>
    Medium,

    /// <summary>Most of what the directive is there for.</summary>
    High,
}
