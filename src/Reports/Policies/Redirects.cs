namespace Picket.Reports.Policies;

/// <summary>Whether a request's address is the one it was first sent to. Reports tell the first one only (CSP3 §5.3), policies are asked for every one.</summary>
public enum Redirects : byte
{
    /// <summary>The address is the whole way.</summary>
    None = 0,

    /// <summary>The address is the first; others may have followed. So it is with every report.</summary>
    Possible = 1,

    /// <summary>The address is one that a redirect led to: paths in source expressions do not count (CSP3 §7.6).</summary>
    Happened = 2,
}
