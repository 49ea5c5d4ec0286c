namespace Picket.Reports.Fingerprints;

/// <summary>The first fingerprint of reports whose type Picket does not know: one issue for each type and document host. Frozen, as <see cref="CspV1"/> is.</summary>
internal static class OtherV1
{
    /// <summary>MD5 over three lines: the word other, the type, the document host.</summary>
    public static Fingerprint Compute(string type, string? documentHost)
    {
        var text = new Md5Text(stackalloc byte[512]);
        text.Append("other\n");
        text.Append(type);
        text.Append("\n");
        text.Append(documentHost);
        return text.Finish();
    }
}
