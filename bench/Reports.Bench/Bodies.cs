using System.Text;

namespace Picket.Reports.Bench;

/// <summary>Bodies of usual size and shape.</summary>
internal static class Bodies
{
    public const string UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0";

    private const string Policy =
        "default-src 'self'; script-src 'self' https://cdn.example.com https://www.example.net; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: https:; connect-src 'self'; report-uri https://r.example.com/api/1/security/?sentry_key=0123456789abcdef0123456789abcdef";

    public static byte[] ReportUri() => Encoding.UTF8.GetBytes(
        $$$"""
        {"csp-report":{"document-uri":"https://www.example.com/products/42?ref=mail","referrer":"https://www.example.com/","violated-directive":"script-src-elem","effective-directive":"script-src-elem","original-policy":"{{{Policy}}}","disposition":"enforce","blocked-uri":"https://evil.example.net/x.js","line-number":12,"column-number":34,"source-file":"https://www.example.com/static/app.js","status-code":200,"script-sample":""}}
        """);

    public static byte[] ReportingApi(int count) => Encoding.UTF8.GetBytes(
        $"[{string.Join(',', Enumerable.Range(0, count).Select(Violation))}]");

    private static string Violation(int index) =>
        $$$"""
        {"age":{{{index * 37}}},"body":{"blockedURL":"https://cdn{{{index % 7}}}.example.net/lib.js","columnNumber":{{{index + 1}}},"disposition":"report","documentURL":"https://www.example.com/products/{{{index % 5}}}","effectiveDirective":"script-src-elem","lineNumber":{{{index + 3}}},"originalPolicy":"{{{Policy}}}","referrer":"https://www.example.com/","sample":"","sourceFile":"https://www.example.com/static/app.js","statusCode":200},"type":"csp-violation","url":"https://www.example.com/products/{{{index % 5}}}","user_agent":"{{{UserAgent}}}"}
        """;
}
