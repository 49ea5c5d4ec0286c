namespace Picket.Reports.Fingerprints;

/// <summary>The first fingerprint of every kind but CSP. Frozen, as <see cref="CspV1"/> is; <c>docs/fingerprints.md</c> says what each kind puts in.</summary>
internal static class KindV1
{
    /// <summary>MD5 over the kind's word and its values, one a line.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="values">What makes it one problem; null is as good as empty.</param>
    public static Fingerprint Compute(ReportKind kind, params ReadOnlySpan<string?> values)
    {
        var text = new Md5Text(stackalloc byte[512]);
        text.Append(ReportKinds.Name(kind));
        foreach (var value in values)
        {
            text.Append("\n");
            text.Append(value);
        }

        return text.Finish();
    }

    /// <summary>As Sentry does it for certificates: MD5 over <paramref name="word"/> and <paramref name="hostname"/>, with nothing between them.</summary>
    public static Fingerprint OfCertificate(string word, string? hostname)
    {
        var text = new Md5Text(stackalloc byte[512]);
        text.Append(word);
        text.Append(hostname);
        return text.Finish();
    }
}
