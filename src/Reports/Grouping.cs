namespace Picket.Reports;

/// <summary>Which rules say what one issue is. A project's setting; only CSP has more than one rule.</summary>
public enum Grouping : byte
{
    /// <summary>As <see cref="Sentry"/>, but inline code, eval and Trusted Types are told apart by the code they blocked, else by the file it stands in.</summary>
    Picket = 0,

    /// <summary>Fingerprint v1, equal to Sentry's: directive and blocked host.</summary>
    Sentry = 1,
}
