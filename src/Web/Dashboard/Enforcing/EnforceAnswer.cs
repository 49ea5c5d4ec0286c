namespace Picket.Web.Dashboard.Enforcing;

/// <summary>Whether a project's policy can be enforced.</summary>
public enum EnforceAnswer
{
    /// <summary>Nothing is known yet.</summary>
    Unknown,

    /// <summary>Something would break.</summary>
    NotYet,

    /// <summary>Nothing is known that would break.</summary>
    Ready,

    /// <summary>It is enforced already.</summary>
    Enforced,
}
