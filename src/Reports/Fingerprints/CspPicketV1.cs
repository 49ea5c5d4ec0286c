namespace Picket.Reports.Fingerprints;

/// <summary>
/// The first fingerprint of CSP reports by Picket's own rules: as <see cref="CspV1"/> where a URL was blocked, else one issue for each piece of code. Frozen.
/// </summary>
internal static class CspPicketV1
{
    /// <summary>The fingerprint.</summary>
    /// <param name="directive">In lower case.</param>
    /// <param name="blocked">What was blocked: code.</param>
    /// <param name="code">Which, from <see cref="CspCode.Of"/>.</param>
    public static Fingerprint Compute(string directive, in BlockedUri blocked, string code)
    {
        var text = new Md5Text(stackalloc byte[512]);
        text.Append("picket\n");
        text.Append(directive);
        text.Append("\n");
        text.Append(blocked.Display);
        text.Append("\n");
        text.Append(code);
        return text.Finish();
    }
}
