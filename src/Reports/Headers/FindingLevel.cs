namespace Picket.Reports.Headers;

/// <summary>How much a finding matters.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works; it could be better.</summary>
    Advice,

    /// <summary>The policy protects less than it looks.</summary>
    Weak,

    /// <summary>Reports are lost, or a header does nothing.</summary>
    Broken,
}
