using Picket.Reports.Headers;

namespace Picket.Reports.Tests.Headers;

/// <summary>Each case: headers with <c>¦</c> between them, the grade, and the codes of all that is broken or weak. <c>CSP</c> and <c>CSPRO</c> are short for the long names.</summary>
public sealed class HeaderDoctorTests
{
    private const string Endpoints = "Reporting-Endpoints: picket=\"https://r.example/1\"";
    private const string Good = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; report-uri https://r.example/1";

    [Theory]
    // Nothing, or nothing that reports
    [InlineData("", "F no-policy")]
    [InlineData("Server: nginx", "F no-policy")]
    [InlineData("CSP:", "F no-policy")]
    [InlineData("CSP: default-src 'self'; object-src 'none'", "F no-reporting")]
    [InlineData("CSPRO: default-src 'self'; object-src 'none'", "F no-reporting")]
    [InlineData("CSP: default-src 'self'; object-src 'none'; report-uri", "F no-reporting")]
    [InlineData("X-Content-Security-Policy: default-src 'self'; report-uri https://r.example/1", "F no-policy")]
    // As it should be
    [InlineData("CSP: " + Good, "A")]
    [InlineData("CSPRO: " + Good, "A")]
    [InlineData("content-security-policy: " + Good, "A")]
    [InlineData("CSP: " + Good + "; report-to picket ¦ " + Endpoints, "A")]
    [InlineData("CSP: script-src 'nonce-MDEyMzQ1Njc4OWFiY2RlZg' 'strict-dynamic' https: 'unsafe-inline'; object-src 'none'; base-uri 'none'; report-uri https://r.example/1", "A")]
    [InlineData("CSP: frame-ancestors 'none' ¦ CSP: " + Good, "A")]
    [InlineData("CSP: default-src 'none'; report-uri /csp", "A")]
    [InlineData("CSP: default-src 'self'; object-src 'none'; report-uri http://localhost:8080/1", "A")]
    // report-to
    [InlineData("CSP: default-src 'none'; report-to picket", "D group-missing")]
    [InlineData("CSP: default-src 'none'; report-to other ¦ " + Endpoints, "D group-missing")]
    [InlineData("CSP: default-src 'none'; report-to Picket ¦ " + Endpoints, "D group-missing")]
    [InlineData("CSP: default-src 'none'; report-to https://r.example/1", "D report-to-is-url")]
    [InlineData("CSP: default-src 'none'; report-to /csp", "D report-to-is-url")]
    [InlineData("CSP: default-src 'none'; report-to; report-uri https://r.example/1", "D report-to-empty")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ " + Endpoints, "A")]
    [InlineData("CSP: default-src 'none'; report-to old ¦ Report-To: {\"group\":\"old\",\"max_age\":1,\"endpoints\":[{\"url\":\"https://r.example/1\"}]}", "A")]
    [InlineData("CSP: default-src 'none'; report-to default ¦ Report-To: {\"max_age\":1,\"endpoints\":[{\"url\":\"https://r.example/1\"}]}", "A")]
    // report-uri
    [InlineData("CSP: default-src 'none'; report-uri http://r.example/1", "D endpoint-not-https")]
    [InlineData("CSP: default-src 'none'; report-uri 'https://r.example/1'", "D report-uri-quoted")]
    [InlineData("CSP: default-src 'none'; report-uri \"https://r.example/1\"", "D report-uri-quoted")]
    [InlineData("CSP: default-src 'none'; report-uri ftp://r.example/1", "D endpoint-no-url")]
    [InlineData("CSP: default-src 'none'; report-uri r.example/1", "D endpoint-no-url")]
    [InlineData("CSP: default-src 'none'; report-uri https://r.example/1 http://r.example/2", "D endpoint-not-https")]
    // Reporting-Endpoints
    [InlineData("CSP: default-src 'none'; report-to picket ¦ Reporting-Endpoints: picket=https://r.example/1", "E endpoints-not-quoted group-missing")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ Reporting-Endpoints: Picket=\"https://r.example/1\"", "E endpoints-name group-missing")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ Reporting-Endpoints: picket", "E endpoints-not-quoted group-missing")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ Reporting-Endpoints: picket=\"http://r.example/1\"", "D endpoint-not-https")]
    [InlineData("CSP: default-src 'none'; report-to b ¦ Reporting-Endpoints: a=\"https://r.example/1?x=1,2\", b=\"https://r.example/2\"", "A")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ Reporting-Endpoints: picket=\"/csp\"", "A")]
    // Report-To and NEL
    [InlineData("CSP: " + Good + " ¦ Report-To: nonsense", "D report-to-json")]
    [InlineData("CSP: " + Good + " ¦ Report-To: [{\"group\":\"a\"}]", "D report-to-object")]
    [InlineData("CSP: " + Good + " ¦ Report-To: {\"group\":\"a\",\"endpoints\":[{\"url\":\"https://r.example/1\"}]}", "D report-to-max-age")]
    [InlineData("CSP: " + Good + " ¦ Report-To: {\"group\":\"a\",\"max_age\":1,\"endpoints\":[]}", "D report-to-no-endpoint")]
    [InlineData("CSP: " + Good + " ¦ Report-To: {\"group\":\"a\",\"max_age\":1,\"endpoints\":[{\"url\":\"http://r.example/1\"}]}", "D endpoint-not-https")]
    [InlineData("CSP: " + Good + " ¦ Report-To: {\"group\":\"a\",\"max_age\":1,\"endpoints\":[{\"url\":\"/1\"}]}", "D endpoint-no-url")]
    [InlineData("CSP: " + Good + " ¦ NEL: {\"report_to\":\"a\",\"max_age\":1}", "D nel-group-missing")]
    [InlineData("CSP: " + Good + " ¦ NEL: {\"report_to\":\"picket\",\"max_age\":1} ¦ " + Endpoints, "D nel-group-missing")]
    [InlineData("CSP: " + Good + " ¦ NEL: {\"max_age\":1}", "D nel-report-to")]
    [InlineData("CSP: " + Good + " ¦ NEL: {\"report_to\":\"a\"}", "D nel-max-age")]
    [InlineData("CSP: " + Good + " ¦ NEL: report_to=a", "D nel-json")]
    [InlineData("CSP: " + Good + " ¦ NEL: []", "D nel-max-age")]
    [InlineData("CSP: " + Good + " ¦ NEL: {\"report_to\":\"a\",\"max_age\":1,\"failure_fraction\":2} ¦ Report-To: {\"group\":\"a\",\"max_age\":1,\"endpoints\":[{\"url\":\"https://r.example/1\"}]}", "D nel-fraction")]
    [InlineData("CSP: " + Good + " ¦ NEL: {\"report_to\":\"a\",\"max_age\":1} ¦ Report-To: {\"group\":\"a\",\"max_age\":1,\"endpoints\":[{\"url\":\"https://r.example/1\"}]}", "A")]
    // Meta elements
    [InlineData("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; report-uri https://r.example/1\">", "F meta-ignored no-reporting")]
    [InlineData("<META content='default-src https:' HTTP-EQUIV=content-security-policy>", "F any-host no-reporting object-src")]
    [InlineData("<meta http-equiv=\"Content-Security-Policy-Report-Only\" content=\"default-src 'none'\">", "F meta-report-only no-reporting")]
    [InlineData("CSP: " + Good + " ¦ <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; frame-ancestors 'none'\">", "D meta-ignored")]
    [InlineData("CSP: " + Good + " ¦ <meta http-equiv=\"Content-Security-Policy\" content=\"img-src &quot;; default-src 'none'\">", "B source-invalid")]
    [InlineData("CSP: " + Good + " ¦ <meta http-equiv=Reporting-Endpoints content='picket=\"https://r.example/1\"'>", "D meta-header")]
    // Weak policies
    [InlineData("CSP: script-src 'self' 'unsafe-inline'; object-src 'none'; report-uri https://r.example/1", "B unsafe-inline")]
    [InlineData("CSP: default-src 'self' 'unsafe-inline' 'unsafe-eval'; object-src 'none'; report-uri https://r.example/1", "B unsafe-eval unsafe-inline")]
    [InlineData("CSP: default-src * 'unsafe-inline' 'unsafe-eval' data:; report-uri https://r.example/1", "C any-host data-scripts object-src unsafe-eval unsafe-inline")]
    [InlineData("CSP: script-src https:; object-src 'none'; report-uri https://r.example/1", "B any-host")]
    [InlineData("CSP: script-src 'self'; report-uri https://r.example/1", "B object-src")]
    [InlineData("CSP: img-src 'self'; object-src 'none'; report-uri https://r.example/1", "B no-script-src")]
    [InlineData("CSP: script-src 'nonce-abc'; object-src 'none'; base-uri 'none'; report-uri https://r.example/1", "B short-nonce")]
    [InlineData("CSP: script-src 'nonce-MDEyMzQ1Njc4OWFiY2RlZg'; object-src 'none'; report-uri https://r.example/1", "B base-uri")]
    [InlineData("CSP: script-src 'strict-dynamic'; object-src 'none'; base-uri 'none'; report-uri https://r.example/1", "B dynamic-alone")]
    [InlineData("CSP: script-src 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' 'unsafe-inline'; object-src 'none'; base-uri 'none'; report-uri https://r.example/1", "A")]
    // Words that browsers do not understand
    [InlineData("CSP: default-src self; object-src 'none'; report-uri https://r.example/1", "B keyword-not-quoted")]
    [InlineData("CSP: default-src 'self' 'none'; object-src 'none'; report-uri https://r.example/1", "B none-not-alone")]
    [InlineData("CSP: " + Good + "; script 'self'", "B directive-unknown")]
    [InlineData("CSP: " + Good + "; scirpt-src 'self'", "B directive-unknown")]
    [InlineData("CSP: " + Good + "; https://cdn.example", "B directive-unknown")]
    [InlineData("CSP: default-src 'slef'; object-src 'none'; report-uri https://r.example/1", "B source-invalid")]
    [InlineData("CSP: " + Good + "; img-src a; img-src b", "B directive-twice")]
    // Other headers with groups
    [InlineData("CSP: " + Good + " ¦ Cross-Origin-Opener-Policy: same-origin; report-to=\"coop\"", "D group-missing")]
    [InlineData("CSP: " + Good + " ¦ Cross-Origin-Opener-Policy: same-origin; report-to=\"picket\" ¦ " + Endpoints, "A")]
    [InlineData("CSP: " + Good + " ¦ Permissions-Policy: geolocation=();report-to=geo", "D group-missing")]
    [InlineData("CSP: " + Good + " ¦ Integrity-Policy: blocked-destinations=(script), endpoints=(picket other) ¦ " + Endpoints, "D group-missing")]
    public void Broken_and_weak_things_are_found_and_graded(string headers, string expected)
    {
        var diagnosis = Examine(headers);
        var codes = diagnosis.Findings.Where(finding => finding.Level >= FindingLevel.Weak).Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', [diagnosis.Grade.ToString(), .. codes]));
    }

    [Theory]
    [InlineData("CSPRO: " + Good, "report-only")]
    [InlineData("CSPRO: " + Good + "; sandbox", "report-only-ignored")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ " + Endpoints, "no-report-uri")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ " + Endpoints, "no-default-endpoint")]
    [InlineData("CSP: " + Good + " ¦ Reporting-Endpoints: default=\"https://r.example/1\"", "default-endpoint")]
    [InlineData("CSP: " + Good + "; block-all-mixed-content", "directive-retired")]
    [InlineData("CSP: default-src 'none'; report-uri /csp", "endpoint-relative")]
    [InlineData("CSP: default-src 'self'; object-src 'none'; report-uri https://r.example/1", "base-uri-advice")]
    [InlineData("CSP: default-src 'self'; object-src 'none'; report-uri https://r.example/1", "form-action")]
    [InlineData("CSP: default-src 'self'; object-src 'none'; report-uri https://r.example/1", "frame-ancestors")]
    [InlineData("Expect-CT: max-age=1", "expect-ct")]
    [InlineData("Public-Key-Pins: pin-sha256=\"a\"", "hpkp")]
    [InlineData("Feature-Policy: geolocation 'none'", "feature-policy")]
    [InlineData("Report-To: {\"group\":\"a\",\"max_age\":0}", "report-to-removed")]
    [InlineData("NEL: {\"report_to\":\"a\",\"max_age\":0}", "nel-removed")]
    [InlineData("NEL: {\"report_to\":\"a\",\"max_age\":1,\"success_fraction\":1}", "nel-success")]
    [InlineData("NEL: {\"report_to\":\"a\",\"max_age\":1} ¦ Report-To: {\"group\":\"a\",\"max_age\":1,\"endpoints\":[{\"url\":\"https://r.example/1\"}]}", "nel")]
    public void Advice_and_praise_are_given(string headers, string code) =>
        Assert.Contains(Examine(headers).Findings, finding => finding.Code == code && finding.Level <= FindingLevel.Advice);

    [Theory]
    [InlineData("CSP: " + Good, EndpointState.Answers, "A ")]
    [InlineData("CSP: " + Good, EndpointState.Unknown, "A ")]
    [InlineData("CSP: " + Good, EndpointState.RefusesPreflight, "A ")]
    [InlineData("CSP: " + Good, EndpointState.Unreachable, "D endpoint-unreachable")]
    [InlineData("CSP: " + Good, EndpointState.WrongKey, "D endpoint-key")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ " + Endpoints, EndpointState.RefusesPreflight, "D preflight")]
    [InlineData("CSP: default-src 'none'; report-to picket ¦ " + Endpoints, EndpointState.Answers, "A ")]
    public void What_is_known_of_an_address_counts(string headers, EndpointState state, string expected)
    {
        var diagnosis = HeaderDoctor.Examine(Read(headers), new Dictionary<string, EndpointState> { ["https://r.example/1"] = state });
        Assert.Equal(expected, $"{diagnosis.Grade} {string.Join(' ', diagnosis.Findings.Where(finding => finding.Level == FindingLevel.Broken).Select(finding => finding.Code))}");
    }

    [Theory]
    [InlineData("HTTP/2 200\r\ncontent-security-policy: default-src 'none'\r\nserver: x", "content-security-policy=default-src 'none'|server=x")]
    [InlineData("< HTTP/1.1 200 OK\n< Content-Security-Policy: a\n< ", "Content-Security-Policy=a")]
    [InlineData("Content-Security-Policy: a;\n  b", "Content-Security-Policy=a; b")]
    [InlineData(":status: 200\nNEL: {}", "NEL={}")]
    [InlineData("no header here", "")]
    [InlineData("<meta http-equiv='NEL' content='a &amp; b'>", "NEL=a & b (meta)")]
    [InlineData("<meta content=x><meta http-equiv=y>", "")]
    public void Headers_are_read_as_people_paste_them(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', HeaderText.Parse(text).Select(field => $"{field.Name}={field.Value}{(field.IsMeta ? " (meta)" : "")}")));

    [Fact]
    public void The_next_step_is_that_of_the_worst_finding() =>
        Assert.StartsWith("Define the address with Reporting-Endpoints", Examine("CSP: script-src *; report-to https://r.example/1").Next, StringComparison.Ordinal);

    [Fact]
    public void The_addresses_of_a_page_are_each_named_once() => Assert.Equal(
        ["https://r.example/1", "https://r.example/2"],
        HeaderDoctor.EndpointsOf(Read("CSP: default-src 'none'; report-uri https://r.example/1 /here ¦ CSPRO: report-uri https://r.example/1 ¦ Reporting-Endpoints: a=\"https://r.example/2\"")));

    [Fact]
    public void Whatever_is_pasted_ends_in_a_diagnosis()
    {
        var random = new Random(7);
        string[] pieces = ["Content-Security-Policy:", "NEL:", "Report-To:", "Reporting-Endpoints:", "{", "}", "[", "\"", "'", ";", ",", "=", "report-to", "report-uri", "\n", " ", "a", "'none'", "<meta ", "content=", ">", "1e999", "\0", "é"];
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.InRange(HeaderDoctor.Examine(HeaderText.Parse(text)).Grade, 'A', 'F');
        }

        Assert.InRange(HeaderDoctor.Examine(HeaderText.Parse(new string('<', 200_000) + new string('a', 200_000))).Grade, 'A', 'F');
    }

    private static Diagnosis Examine(string headers) => HeaderDoctor.Examine(Read(headers));

    private static IReadOnlyList<HeaderField> Read(string headers) => HeaderText.Parse(
        string.Join('\n', headers.Split('¦').Select(line => line.Trim()))
            .Replace("CSPRO:", "Content-Security-Policy-Report-Only:", StringComparison.Ordinal).Replace("CSP:", "Content-Security-Policy:", StringComparison.Ordinal));
}
