using System.Text;
using BenchmarkDotNet.Attributes;
using Picket.Reports.Formats;

namespace Picket.Reports.Bench;

/// <summary>
/// What one report of each kind costs. None may cost more than twice CSP's time for each of its bytes: of a CSP report as long as it is, since what each report costs
/// whatever its length is spread over fewer bytes in a short one, and two thirds of a long one are a policy that is passed over.
/// </summary>
[MemoryDiagnoser]
public class KindBenchmarks
{
    private static readonly Dictionary<string, byte[]> _bodies = new()
    {
        ["csp"] = Bodies.ReportUri(),
        ["csp-violation"] = Bodies.ReportingApi(1),
        ["csp, short"] = Encoding.UTF8.GetBytes("""{"csp-report":{"document-uri":"https://www.example.com/products/42?ref=mail","violated-directive":"img-src","effective-directive":"img-src","original-policy":"default-src 'self'; report-uri /csp","blocked-uri":"https://img.example.net/a.png","disposition":"report","referrer":"https://www.example.com/","status-code":200}}"""),
        ["nel"] = Api("network-error", """{"sampling_fraction":0.5,"elapsed_time":143,"phase":"connection","type":"tcp.timed_out","referrer":"https://www.example.com/","server_ip":"192.0.2.42","protocol":"h2","method":"GET","status_code":0}"""),
        ["deprecation"] = Api("deprecation", """{"id":"websql","anticipatedRemoval":"2027-01-01","message":"WebSQL is deprecated and will be removed soon","sourceFile":"https://www.example.com/static/app.3f2a9c.js","lineNumber":1234,"columnNumber":42}"""),
        ["crash"] = Api("crash", """{"reason":"oom","is_top_level":true,"visibility_state":"visible"}"""),
        ["permissions"] = Api("permissions-policy-violation", """{"policyId":"geolocation","disposition":"enforce","message":"geolocation access has been blocked because of a permissions policy","sourceFile":"https://www.example.com/map.js","lineNumber":44,"columnNumber":29}"""),
        ["coep"] = Api("coep", """{"type":"corp","blockedURL":"https://img.example.net/a.png","destination":"image","disposition":"enforce"}"""),
        ["coop"] = Api("coop", """{"type":"access-from-coop-page-to-openee","property":"postMessage","effectivePolicy":"same-origin","disposition":"reporting","sourceFile":"https://www.example.com/w.js","lineNumber":83,"columnNumber":18}"""),
        ["csp-hash"] = Api("csp-hash", """{"document_url":"https://www.example.com/","subresource_url":"https://www.example.com/main.js","hash":"sha256-85738f8f9a7f1b04b5329c590ebcb9e425925c6d0984089c43a022de4f19c281","type":"subresource","destination":"script"}"""),
        ["expect-ct"] = Encoding.UTF8.GetBytes("""{"expect-ct-report":{"date-time":"2014-04-06T13:00:50Z","hostname":"www.example.com","port":443,"scheme":"https","effective-expiration-date":"2014-05-01T12:40:50Z","served-certificate-chain":["-----BEGIN CERTIFICATE-----"],"scts":[],"failure-mode":"enforce","test-report":false}}"""),
        ["tls-rpt"] = Encoding.UTF8.GetBytes("""{"organization-name":"Sender","date-range":{"start-datetime":"2026-01-01T00:00:00Z","end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"tls-reports@sender.example","report-id":"5065427c-23d3-47ca-b6e0-946ea0e8c4be","policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1","mode: testing","mx: *.mail.example.com","max_age: 86400"],"policy-domain":"example.com","mx-host":["*.mail.example.com"]},"summary":{"total-successful-session-count":5326,"total-failure-session-count":303},"failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"2001:db8:abcd:12::1","receiving-mx-hostname":"mx1.mail.example.com","failed-session-count":100}]}]}"""),
        ["other"] = Api("x-new", """{"a":"b","c":[1,2,3],"d":{"e":"f"}}"""),
    };

    /// <summary>Which kind.</summary>
    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "csp";

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Kinds => _bodies.Keys;

    /// <summary>Bytes of the body of <paramref name="kind"/>.</summary>
    public static int LengthOf(string kind) => _bodies[kind].Length;

    /// <summary>One body: parse, normalize, mask, fingerprint.</summary>
    [Benchmark]
    public ReadItem[] Read() => ReportReader.Read(_bodies[Kind]);

    private static byte[] Api(string type, string body) => Encoding.UTF8.GetBytes(
        $$"""[{"age":37,"body":{{body}},"type":"{{type}}","url":"https://www.example.com/products/42?ref=mail","user_agent":"{{Bodies.UserAgent}}"}]""");
}
