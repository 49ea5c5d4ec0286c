using System.ComponentModel.DataAnnotations;
using Picket.Gateway.Destinations;
using Picket.Hosting;
using Picket.Web.Frames;

namespace Picket.Gateway.Configuration;

/// <summary>Where the gateway listens, whom it serves, and how much it takes.</summary>
internal sealed class GatewayOptions : IValidatableObject
{
    /// <summary>The configuration's section, which all settings of Picket share.</summary>
    public const string Section = "Picket";

    /// <summary>Port for browsers and people; the next one is for operations. 0 takes free ones.</summary>
    [Range(0, 65534)]
    public int Port { get; set; } = 8080;

    /// <summary>IP addresses to listen on, with commas between; <c>*</c> for all; empty for loopback.</summary>
    public string Listen { get; set; } = "";

    /// <summary>The same for the operations port.</summary>
    public string OperationsListen { get; set; } = "";

    /// <summary>PEM file with certificate and chain; empty for plain HTTP. Read again when it changes.</summary>
    public string Tls { get; set; } = "";

    /// <summary>PEM file with the certificate's private key; empty where <see cref="Tls"/> holds it.</summary>
    public string TlsKey { get; set; } = "";

    /// <summary>How the log on standard error is written: one line each for people, or one JSON object a line with the values and the trace it belongs to.</summary>
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    /// <summary>Addresses of hosts: scheme, name and port; in the environment <c>Picket__Hosts__0</c>, <c>__1</c> and so on. Required where <see cref="HostsDns"/> is empty.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>An address, such as <c>http://silos:8080</c>, of which every IP address of its name is a host, as behind a headless service; empty for none.</summary>
    public string HostsDns { get; set; } = "";

    /// <summary>How often that name is resolved.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan DnsRefresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Operations port of every host; 0: the one after its site's.</summary>
    [Range(0, 65535)]
    public int HostOperationsPort { get; set; }

    /// <summary>Port for frames of every host; 0: the second after its site's.</summary>
    [Range(0, 65535)]
    public int HostFramesPort { get; set; }

    /// <summary>What gateways and hosts know and nobody else. Required, at least 16 characters.</summary>
    public string FramesSecret { get; set; } = "";

    /// <summary>PEM file with the certificate authorities that vouch for hosts' ports for frames; empty: connections to them are not encrypted.</summary>
    public string FramesCa { get; set; } = "";

    /// <summary>Which host a project's reports go to: one alone (Standalone hosts), or others as well while it has more than 1.25 times the mean under way (silos).</summary>
    public Placement Placement { get; set; } = Placement.Strict;

    /// <summary>
    /// Where placement is bounded: reports that one host may have under way whatever the others have. What spills over costs a step from silo to silo, which pays only
    /// for a host that is busy: at 10 ms a report, 256 are 25,000 a second. 0 spreads however little comes. A project that stands in line spills over sooner.
    /// </summary>
    [Range(0, 1_000_000)]
    public int SpillAbove { get; set; } = 256;

    /// <summary>How often hosts are asked how they are.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long they may take to say.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan HealthTimeout { get; set; } = TimeSpan.FromSeconds(0.8);

    /// <summary>How long a report waits for a host that takes it, where surely none has.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan HostWait { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a host's answer may take, then it is 503; a host holds a report for five seconds at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan AnswerTime { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Reports a second that one network (an IPv4 address, an IPv6 /64) may send for long; more are answered 429.</summary>
    [Range(1, 1_000_000)]
    public int NetworkRate { get; set; } = 100;

    /// <summary>Reports that one network may send at once.</summary>
    [Range(1, 10_000_000)]
    public int NetworkBurst { get; set; } = 1000;

    /// <summary>Networks that are told apart, 16 bytes each.</summary>
    [Range(1024, 16_777_216)]
    public int NetworkTable { get; set; } = 65_536;

    /// <summary>Reports not yet answered; more are answered 503.</summary>
    [Range(1, 10_000_000)]
    public int MaxReportsUnderWay { get; set; } = 50_000;

    /// <summary>Bytes of their bodies.</summary>
    [Range(1L << 20, 1L << 34)]
    public long MaxBytesUnderWay { get; set; } = 128L << 20;

    /// <summary>How long a report waits for room among these.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10")]
    public TimeSpan BytesWait { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>So many times as long as at rest hosts may take to answer; from there on the reports of projects that send most wait in lines of their own, so that others do not.</summary>
    [Range(1.1, 100)]
    public double CrowdedAt { get; set; } = 1.5;

    /// <summary>Pages and API calls not yet answered, those that wait for changes included.</summary>
    [Range(1, 1_000_000)]
    public int MaxPagesUnderWay { get; set; } = 2000;

    /// <summary>Open connections of each port.</summary>
    [Range(1, 10_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>How long a request's head may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes a second that a body has to come at.</summary>
    [Range(1, 1 << 20)]
    public int MinBodyRate { get; set; } = 240;

    /// <summary>How long a body may be slower than that.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan BodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The addresses of <see cref="Hosts"/>.</summary>
    public IEnumerable<HostAddress> ParseHosts() => Hosts.Select(Parse).OfType<HostAddress>();

    /// <summary>The address of <see cref="HostsDns"/>; null where there is none.</summary>
    public HostAddress? ParseHostsDns() => HostsDns.Length == 0 ? null : Parse(HostsDns);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, text) in ((string, string)[])[(nameof(Listen), Listen), (nameof(OperationsListen), OperationsListen)])
        {
            foreach (var error in Addresses.Check(text))
            {
                yield return new(error, [name]);
            }
        }

        foreach (var (name, file) in ((string, string)[])[(nameof(Tls), Tls), (nameof(TlsKey), TlsKey), (nameof(FramesCa), FramesCa)])
        {
            if (file.Length > 0 && !File.Exists(file))
            {
                yield return new($"There is no file '{file}'.", [name]);
            }
        }

        if (TlsKey.Length > 0 && Tls.Length == 0)
        {
            yield return new("A key is of no use without a certificate.", [nameof(TlsKey)]);
        }

        if (Hosts.Count == 0 && HostsDns.Length == 0)
        {
            yield return new($"Name the hosts behind the gateway, such as http://10.0.0.5:8080, or a DNS name in {nameof(HostsDns)}.", [nameof(Hosts)]);
        }

        foreach (var host in Hosts.Where(host => Parse(host) is null))
        {
            yield return new(NoAddress(host), [nameof(Hosts)]);
        }

        if (HostsDns.Length > 0 && ParseHostsDns() is null)
        {
            yield return new(NoAddress(HostsDns), [nameof(HostsDns)]);
        }

        if (FramesSecret.Length < FrameListenerOptions.MinSecretLength)
        {
            yield return new($"Set the secret that the hosts have as well, of at least {FrameListenerOptions.MinSecretLength} characters.", [nameof(FramesSecret)]);
        }
    }

    private HostAddress? Parse(string text) => HostAddress.TryParse(text, HostOperationsPort, HostFramesPort);

    private static string NoAddress(string text) => $"'{text}' is no address of a host; write scheme, name and port only, such as http://10.0.0.5:8080.";
}
