using System.ComponentModel.DataAnnotations;
using Picket.Hosting;
using Picket.Web.Frames;

namespace Picket.Site;

/// <summary>Where a host listens.</summary>
public class SiteOptions : IValidatableObject
{
    /// <summary>The configuration's section, which all settings of Picket share.</summary>
    public const string Section = "Picket";

    /// <summary>Port for browsers and people; the next one is for operations: <c>/metrics</c>, <c>/health/live</c>, <c>/health/ready</c>, <c>/health/startup</c>. 0 takes free ones.</summary>
    [Range(0, 65534)]
    public int Port { get; set; } = 8080;

    /// <summary>Folder of the private PostgreSQL, where none was named, and of <c>first-run.txt</c>.</summary>
    public string Data { get; set; } = "data";

    /// <summary>IP addresses to listen on, with commas between; <c>*</c> for all; empty for loopback.</summary>
    public string Listen { get; set; } = "";

    /// <summary>The same for the operations port.</summary>
    public string OperationsListen { get; set; } = "";

    /// <summary>What gateways and hosts know and nobody else. At least 16 characters; empty: there is no port for gateways.</summary>
    public string FramesSecret { get; set; } = "";

    /// <summary>Port for gateways' reports, where <see cref="FramesSecret"/> is set. 0: the second after <see cref="Port"/>.</summary>
    [Range(0, 65535)]
    public int FramesPort { get; set; }

    /// <summary>Addresses to listen on for gateways, as <see cref="Listen"/>.</summary>
    public string FramesListen { get; set; } = "";

    /// <summary>PEM file with certificate and private key for gateways' connections; empty for none: then they are not encrypted.</summary>
    public string FramesTls { get; set; } = "";

    /// <summary>Open connections of each port; more are closed as they come.</summary>
    [Range(16, 10_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>PEM file with certificate (chain) and private key; empty for plain HTTP. Read again when it changes.</summary>
    public string Tls { get; set; } = "";

    /// <summary>How the log on standard error is written: one line each for people, or one JSON object a line with the values and the trace it belongs to.</summary>
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    /// <summary>Whether each minute one report of Picket's own goes all the way to a commit and is timed: of all hosts of an installation, one sends it, for a project that nobody is a member of.</summary>
    public bool Canary { get; set; } = true;

    /// <summary>Where that goes: scheme, host and port of the gateways, or whatever browsers meet first, such as <c>http://gateway</c>; empty for this host itself.</summary>
    public string CanaryUrl { get; set; } = "";

    /// <inheritdoc/>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Data.Length == 0)
        {
            yield return new("Name a folder.", [nameof(Data)]);
        }

        foreach (var (name, text) in ((string, string)[])[(nameof(Listen), Listen), (nameof(OperationsListen), OperationsListen), (nameof(FramesListen), FramesListen)])
        {
            foreach (var error in Addresses.Check(text))
            {
                yield return new(error, [name]);
            }
        }

        if (CanaryUrl.Length > 0 && !(Uri.TryCreate(CanaryUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/"))
        {
            yield return new($"'{CanaryUrl}' is no address; write scheme, host and port, such as http://gateway.", [nameof(CanaryUrl)]);
        }

        if (FramesSecret.Length is > 0 and < FrameListenerOptions.MinSecretLength)
        {
            yield return new($"A secret has at least {FrameListenerOptions.MinSecretLength} characters.", [nameof(FramesSecret)]);
        }

        foreach (var (name, file) in ((string, string)[])[(nameof(Tls), Tls), (nameof(FramesTls), FramesTls)])
        {
            if (file.Length > 0 && !File.Exists(file))
            {
                yield return new($"There is no file '{file}'.", [name]);
            }
        }
    }
}
