namespace Picket.Reports.Formats;

/// <summary>Reads a request's body into reports. Recognizes them by their JSON, whatever the path or content type. Never throws on bad input.</summary>
public static class ReportReader
{
    /// <summary>Reads <paramref name="body"/>: one report, or an array of them.</summary>
    /// <param name="body">At most <see cref="ReportLimits.MaxBodyBytes"/> of UTF-8; the reports keep slices of it, so it must not change.</param>
    /// <param name="fallback">The disposition of CSP reports that do not say theirs, from the endpoint's query.</param>
    /// <returns>One item each; a single invalid item where the body as a whole is wrong. Never empty.</returns>
    public static ReadItem[] Read(ReadOnlyMemory<byte> body, Disposition fallback = Disposition.Unknown) => throw new NotImplementedException();
}
