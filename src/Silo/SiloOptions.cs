using System.ComponentModel.DataAnnotations;
using System.Net;
using Picket.Site;

namespace Picket.Silo;

/// <summary>What a silo may be told beside what every host may.</summary>
internal sealed class SiloOptions : SiteOptions
{
    /// <summary>Names what the cluster keeps, for ever. Another one forgets how much of limits is used.</summary>
    [Required]
    public string ServiceId { get; set; } = "";

    /// <summary>Names the cluster: silos with the same one find each other. Another one for each deployment that must not join.</summary>
    [Required]
    public string ClusterId { get; set; } = "";

    /// <summary>Port for other silos. 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>IP address at which other silos reach this one; empty for loopback: then all of them are on this machine.</summary>
    public string SiloAddress { get; set; } = "";

    /// <summary>PEM file with the certificate that other silos are shown; empty: connections between silos are not encrypted.</summary>
    public string SiloTls { get; set; } = "";

    /// <summary>PEM file with its private key; empty where that is in the same file.</summary>
    public string SiloTlsKey { get; set; } = "";

    /// <summary>PEM file with the certificates of the authorities that sign silos' certificates, and nobody else's. Goes with <see cref="SiloTls"/>.</summary>
    public string SiloCa { get; set; } = "";

    /// <summary>Calls that may wait for one grain before more are refused. 100 to 1,000,000.</summary>
    [Range(100, 1_000_000)]
    public int MaxWaitingCalls { get; set; } = 10_000;

    /// <inheritdoc/>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var result in base.Validate(validationContext))
        {
            yield return result;
        }

        if (SiloAddress.Length > 0 && !IPAddress.TryParse(SiloAddress, out _))
        {
            yield return new($"'{SiloAddress}' is no IP address; write one such as 10.0.0.5.", [nameof(SiloAddress)]);
        }

        foreach (var (name, file) in ((string, string)[])[(nameof(SiloTls), SiloTls), (nameof(SiloTlsKey), SiloTlsKey), (nameof(SiloCa), SiloCa)])
        {
            if (file.Length > 0 && !File.Exists(file))
            {
                yield return new($"There is no file '{file}'.", [name]);
            }
        }

        if (SiloTls.Length == 0 != (SiloCa.Length == 0) || (SiloTlsKey.Length > 0 && SiloTls.Length == 0))
        {
            yield return new($"{nameof(SiloTls)} and {nameof(SiloCa)} go together: both ends of a connection show a certificate and check the other's.", [nameof(SiloTls)]);
        }
    }
}
