using System.IO.Compression;
using System.Net;
using System.Text;
using Picket.Reports;

namespace Picket.Web.Tests.Ingest;

/// <summary>Content types, encodings and bounds of bodies.</summary>
public abstract class BodyContract(IIngestHost host) : IngestContract(host)
{
    [Theory]
    [InlineData(null)]
    [InlineData("application/csp-report")]
    [InlineData("application/json")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("Application/JSON;charset=utf-8")]
    [InlineData("application/reports+json")]
    [InlineData("application/expect-ct-report")]
    [InlineData("application/expect-ct-report+json")]
    [InlineData("application/expect-staple-report")]
    [InlineData("application/tlsrpt+json")]
    [InlineData("application/vnd.something+json")]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Content_types_of_reports_are_taken(string? contentType)
    {
        await AcceptedAsync(await SendAsync(Post(WithKey(), contentType: contentType)));
        var item = Assert.Single(Assert.Single(Intake.Submissions).Items);
        Assert.Equal("script-src-elem", item.Report?.Csp?.EffectiveDirective);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("image/png")]
    [InlineData("application/xml")]
    [InlineData("nonsense")]
    [InlineData("application/jsonp")]
    public async Task Other_content_types_are_refused(string contentType)
    {
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, "not a report's content type", await SendAsync(Post(WithKey(), contentType: contentType)));
        Assert.Equal("content_type", (await RefusalAsync()).Reason);
    }

    [Theory]
    [InlineData("", "empty request body", "empty")]
    [InlineData("   ", null, null)]
    [InlineData("hello", "invalid security report", "not_json")]
    [InlineData("{", "invalid security report", "not_json")]
    [InlineData("{}", "invalid security report", "not_a_report")]
    [InlineData("42", "invalid security report", "not_a_report")]
    [InlineData("""{"csp-report":{}}""", "invalid security report", null)]
    public async Task A_body_that_is_no_report_is_400(string body, string? detail, string? reason)
    {
        var answer = await SendAsync(Post(WithKey(), body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        if (detail is not null)
        {
            await RefusedAsync(HttpStatusCode.BadRequest, detail, answer);
        }

        var counted = await RefusalAsync();
        Assert.True(reason is null || reason == counted.Reason, counted.Reason);
        Assert.Empty(Intake.Submissions);
    }

    [Fact]
    public async Task A_batch_keeps_its_reports_whatever_else_is_in_it()
    {
        var batch = """[{"type":"csp-violation","age":5,"url":"https://example.com/","user_agent":"x","body":{"effectiveDirective":"img-src","blockedURL":"inline","documentURL":"https://example.com/"}},17,{"no":"report"}]""";
        await AcceptedAsync(await SendAsync(Post(WithKey(), batch, "application/reports+json")));
        var items = Assert.Single(Intake.Submissions).Items;
        Assert.Equal(3, items.Length);
        Assert.Equal("img-src", items[0].Report?.Csp?.EffectiveDirective);
        Assert.NotEqual(InvalidReason.None, items[1].Reason);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Packed_bodies_are_unpacked(string encoding)
    {
        await AcceptedAsync(await SendAsync(Post(WithKey(), Pack(Report, encoding), headers: ("Content-Encoding", encoding))));
        Assert.NotNull(Assert.Single(Assert.Single(Intake.Submissions).Items).Report);
    }

    /// <summary>RFC 8460 §5.3: mail servers pack what they send and say so by its type alone.</summary>
    [Theory]
    [InlineData("application/tlsrpt+gzip")]
    [InlineData("Application/TLSRPT+GZIP; charset=utf-8")]
    public async Task A_mail_servers_report_is_unpacked_by_its_content_type(string contentType)
    {
        const string report =
            """{"organization-name":"Sender","date-range":{"start-datetime":"2026-01-01T00:00:00Z","end-datetime":"2026-01-01T23:59:59Z"},"report-id":"1","policies":[{"policy":{"policy-type":"sts","policy-domain":"mail.example"},"summary":{"total-successful-session-count":5,"total-failure-session-count":2},"failure-details":[{"result-type":"certificate-expired","receiving-mx-hostname":"mx1.mail.example","failed-session-count":2}]}]}""";

        await AcceptedAsync(await SendAsync(Post(WithKey(), Pack(report, "gzip"), contentType)));

        Assert.Contains(Assert.Single(Intake.Submissions).Items, item => item.Report is { Kind: ReportKind.TlsRpt, Weight: 2 });
        var unpacked = await SendAsync(Post(WithKey(), report, contentType));
        await RefusedAsync(HttpStatusCode.BadRequest, "invalid security report", unpacked);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_that_unpacks_to_more_than_the_bound_is_413(string encoding)
    {
        var bomb = Pack(new string(' ', 64 * 1024 * 1024), encoding);
        Assert.InRange(bomb.Length, 1, ReportLimits.MaxBodyBytes);
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "the body is too large", await SendAsync(Post(WithKey(), bomb, headers: ("Content-Encoding", encoding))));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_corrupt_packed_body_is_400(string encoding)
    {
        var answer = await SendAsync(Post(WithKey(), Report, headers: ("Content-Encoding", encoding)));
        await RefusedAsync(HttpStatusCode.BadRequest, "invalid security report", answer);
        Assert.Equal("corrupt_body", (await RefusalAsync()).Reason);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_packed_body_that_ends_early_is_400(string encoding)
    {
        var whole = Pack(Report, encoding);
        var answer = await SendAsync(Post(WithKey(), whole[..(whole.Length / 2)], headers: ("Content-Encoding", encoding)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task An_unknown_content_encoding_is_415(string encoding)
    {
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, "unknown content encoding", await SendAsync(Post(WithKey(), Report, headers: ("Content-Encoding", encoding))));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("data={0}")]
    [InlineData("{0}=")]
    [InlineData("report={0}")]
    public async Task A_form_gives_up_its_json(string form)
    {
        var body = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Uri.EscapeDataString(Report));
        await AcceptedAsync(await SendAsync(Post(WithKey(), body, "application/x-www-form-urlencoded")));
        Assert.Equal("https://example.com/page", Assert.Single(Assert.Single(Intake.Submissions).Items).Report?.DocumentUri);
    }

    [Fact]
    public async Task A_body_of_the_largest_size_is_read_and_one_byte_more_is_refused()
    {
        var padded = Encoding.UTF8.GetBytes(Report.PadRight(ReportLimits.MaxBodyBytes));
        var answer = await SendAsync(Post(WithKey(), padded));
        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);

        var json = await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "the body is too large", await SendAsync(Post(WithKey(), [.. padded, (byte)' '])));
        Assert.Contains("1048576", json.GetProperty("causes")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("too_large", (await RefusalAsync()).Reason);
    }

    private static byte[] Pack(string text, string encoding)
    {
        var target = new MemoryStream();
        using (Stream packer = encoding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
            _ => target,
        })
        {
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }
}
