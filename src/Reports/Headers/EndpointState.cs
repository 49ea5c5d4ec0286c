namespace Picket.Reports.Headers;

/// <summary>What is known of an address that reports go to.</summary>
public enum EndpointState
{
    /// <summary>Nothing: nobody asked it.</summary>
    Unknown,

    /// <summary>It lets browsers send: its answer to a preflight is right.</summary>
    Answers,

    /// <summary>It answers, but not as a preflight has to be answered, so browsers send nothing from other origins (Reporting API §3.5.2, Fetch §4.8).</summary>
    RefusesPreflight,

    /// <summary>It does not answer at all.</summary>
    Unreachable,

    /// <summary>It is Picket's own, but the key in it is none of the project's, or none that is switched on.</summary>
    WrongKey,
}
