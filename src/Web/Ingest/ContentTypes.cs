namespace Picket.Web.Ingest;

/// <summary>Tells what browsers have sent reports with from what they have not.</summary>
internal static class ContentTypes
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>True for JSON of any name, plain text, forms (early WebKit), and nothing at all.</summary>
    public static bool IsReport(ReadOnlySpan<char> contentType)
    {
        var type = MediaType(contentType);
        return type.IsEmpty
            || Is(type, "application/csp-report")
            || Is(type, "application/json")
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || Is(type, "application/expect-ct-report")
            || Is(type, "application/expect-staple-report")
            || Is(type, "text/plain")
            || Is(type, "text/json")
            || IsGzip(contentType)
            || Is(type, Form);
    }

    /// <summary>True for a form.</summary>
    public static bool IsForm(ReadOnlySpan<char> contentType) => Is(MediaType(contentType), Form);

    /// <summary>True where the type itself says that the body is packed: mail servers' TLS reports (RFC 8460).</summary>
    public static bool IsGzip(ReadOnlySpan<char> contentType) => Is(MediaType(contentType), "application/tlsrpt+gzip");

    private static bool Is(ReadOnlySpan<char> type, string name) => type.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> MediaType(ReadOnlySpan<char> contentType)
    {
        var end = contentType.IndexOf(';');
        return (end < 0 ? contentType : contentType[..end]).Trim();
    }
}
