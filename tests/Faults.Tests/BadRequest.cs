using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Picket.Testing;

namespace Picket.Faults.Tests;

/// <summary>Makes requests nobody should send: reports mutated in their bytes and in their JSON, random bodies, headers and queries. The same number makes the same request.</summary>
internal static class BadRequest
{
    private static readonly string[] Seeds =
    [
        """{"csp-report":{"document-uri":"https://page.bad.example/a?b=c#d","referrer":"","violated-directive":"script-src 'self'","effective-directive":"script-src","original-policy":"default-src 'none'; script-src 'self'","disposition":"enforce","blocked-uri":"https://evil.bad.example/x.js","line-number":12,"column-number":3,"source-file":"https://page.bad.example/app.js","status-code":200,"script-sample":"alert(1)"}}""",
        """[{"type":"csp-violation","age":10,"url":"https://page.bad.example/","user_agent":"Mozilla/5.0","body":{"documentURL":"https://page.bad.example/","blockedURL":"inline","effectiveDirective":"style-src-attr","originalPolicy":"style-src 'self'","disposition":"report","statusCode":200,"lineNumber":1,"columnNumber":2,"sample":""}},{"type":"deprecation","age":1,"url":"https://page.bad.example/","body":{"id":"x","message":"y"}}]""",
        """{"document-url":"https://page.bad.example/","violated-directive":"img-src"}""",
        """{"type":"csp-violation","url":"https://page.bad.example/","body":{"documentURL":"https://page.bad.example/","blockedURL":null,"effectiveDirective":"font-src"}}""",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "[]", "{}", "\"\"", "-1", "0", "1e999", "-1e-999", "99999999999999999999999999999999", "0.1", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\\uFFFF\\uFFFE\"", "\"https://\\ud83d\\u0000.example/\"", "\"data:text/html;base64,AAAA\"", "\"https://[::1\"", "\"//\"", "\"javascript:alert(1)\"", "\"https://user:pass@h.example:99999/\"",
        "\"' drop table issues; --\"", "\"%00%ff%zz\"", "\"\\b\\f\\n\\r\\t\"", "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "NaN", "\"unterminated", "/*x*/1", "[1,2,{\"a\":[null]}]",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/csp-report", "application/json", "application/reports+json", "text/plain", "application/x-www-form-urlencoded", "image/png", "application/json; charset=\"utf-16\"",
        "application/json;;;charset=", ";", "a/b/c", "*/*", "application/vnd.x+json; charset=klingon", "multipart/form-data; boundary=x",
    ];

    private static readonly string[] HeaderValues =
    [
        "", " ", "Sentry sentry_key=zz", "Sentry sentry_key=,,,=,sentry_version=99", "Basic !!!!", "Basic Og==", "Bearer x", "null", "https://[", "\u00ff\u00fe", "1, 2, 3", "=", "\"", "-1", "127.0.0.1, ::1, x",
    ];

    private static readonly string[] HeaderNames =
        ["X-Sentry-Auth", "Authorization", "Origin", "Referer", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Accept", "Cookie", "Content-Encoding", "Expect-CT", "If-Match", "Range"];

    private static readonly string[] Methods = ["POST", "POST", "POST", "POST", "POST", "POST", "GET", "PUT", "OPTIONS", "DELETE", "HEAD", "BREW"];

    /// <summary>The request of number <paramref name="number"/> against a host whose good address is <paramref name="target"/>.</summary>
    public static HttpRequestMessage Make(int number, Uri target)
    {
        var random = new Random(Scale.Seed + number);
        var request = new HttpRequestMessage(new HttpMethod(Pick(random, Methods)), Address(random, target)) { Content = new ByteArrayContent(Encoded(random, Body(random), out var encoding)) };
        if (random.Next(8) > 0)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", Pick(random, ContentTypes));
        }

        if (encoding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        request.Headers.TransferEncodingChunked = random.Next(6) == 0;
        for (var i = random.Next(3); i > 0; i--)
        {
            var value = random.Next(4) == 0 ? new string((char)random.Next(33, 127), random.Next(1, 6000)) : Pick(random, HeaderValues);
            var name = Pick(random, HeaderNames);
            HttpHeaders headers = name == "Content-Encoding" ? request.Content.Headers : request.Headers;
            headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static Uri Address(Random random, Uri target) => random.Next(10) switch
    {
        0 => new(target, "/api/" + Pick(random, ["0", "-1", "99999999999999999999999", "%00", "1%2f..", "x", "1/1", "١"]) + "/security/" + target.Query),
        1 => new(target, Pick(random, ["/api/1/csp-report/", "/api/1/nel/", "/1", "/api/1/security", "/api/1/envelope/", "//api//1//security//"]) + target.Query),
        2 => new(target, target.AbsolutePath + "?" + Query(random)),
        3 => new(target, target.AbsolutePath + target.Query + "&" + Query(random)),
        _ => target,
    };

    private static string Query(Random random) => string.Join('&', Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
        Pick(random, ["sentry_key", "glitchtip_key", "sentry_release", "sentry_environment", "disposition", "sentry_version", "", "x%00", "%ff"]) + "=" +
        Pick(random, ["", "%00", "%zz", "%ff%fe", "%ed%a0%80", "enforce", "report", "00000000000000000000000000000000", new string('a', random.Next(3000)), "%F0%9F%98%80", "=", "'"])));

    private static byte[] Body(Random random)
    {
        var seed = Pick(random, Seeds);
        switch (random.Next(9))
        {
            case 0:
                var noise = new byte[random.Next(3000)];
                random.NextBytes(noise);
                return noise;
            case 1:
                return Encoding.UTF8.GetBytes(seed[..random.Next(seed.Length)]);
            case 2:
                return Encoding.UTF8.GetBytes(new string(Pick(random, ["[", "{\"a\":", "\"", "9", " "])[0], random.Next(70_000)));
            case 3:
                return Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat(seed, random.Next(40))) + Pick(random, ["]", "", ",]", "]]"]));
            case 4:
                return Encoding.UTF8.GetBytes(seed.Replace("bad.example", new string('l', random.Next(20_000)) + ".bad.example", StringComparison.Ordinal));
            case 5 when random.Next(20) == 0:
                return new byte[random.Next(1_000_000, 1_200_000)];
            case 5:
            case 6:
                return FlippedBytes(random, seed);
            default:
                return Encoding.UTF8.GetBytes(OtherValues(random, seed));
        }
    }

    private static byte[] FlippedBytes(Random random, string seed)
    {
        var bytes = Encoding.UTF8.GetBytes(seed);
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    /// <summary>Puts absurd values behind some colons: still JSON in shape, most of the time.</summary>
    private static string OtherValues(Random random, string seed)
    {
        var text = new StringBuilder();
        var parts = seed.Split("\":");
        text.Append(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            text.Append("\":");
            var end = part.LastIndexOf(",\"", StringComparison.Ordinal);
            text.Append(end > 0 && random.Next(4) == 0 ? Pick(random, Values) + part[end..] : part);
        }

        return text.ToString();
    }

    private static byte[] Encoded(Random random, byte[] body, out string? encoding)
    {
        encoding = random.Next(12) switch { 0 => "gzip", 1 => "deflate", 2 => "br", 3 => Pick(random, ["zstd", "x", "gzip, gzip", "identity", ""]), _ => null };
        if (encoding is not ("gzip" or "deflate" or "br") || random.Next(3) == 0)
        {
            return body;
        }

        using var buffer = new MemoryStream();
        using (Stream stream = encoding switch { "gzip" => new GZipStream(buffer, CompressionLevel.Fastest, true), "br" => new BrotliStream(buffer, CompressionLevel.Fastest, true), _ => new ZLibStream(buffer, CompressionLevel.Fastest, true) })
        {
            stream.Write(random.Next(30) == 0 ? new byte[8_000_000] : body);
        }

        var bytes = buffer.ToArray();
        return random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    /// <summary>The reports that good senders mix in; none of the bad ones names these hosts.</summary>
    public static string Good(int fingerprint) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"csp-report":{"document-uri":"https://shop.example/","violated-directive":"img-src","effective-directive":"img-src","disposition":"enforce","blocked-uri":"https://{{{GoodHost(fingerprint)}}}/p.png"}}
        """);

    /// <summary>The blocked host of a good report.</summary>
    public static string GoodHost(int fingerprint) => string.Create(CultureInfo.InvariantCulture, $"g{fingerprint:D4}.good.example");
}
