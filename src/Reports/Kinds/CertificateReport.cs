using System.Globalization;
using System.Text.Json;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>What reports about a server's certificate have in common. One issue is one host, as it is in Sentry.</summary>
public abstract class CertificateReport : ReportDetails
{
    private ReadOnlyMemory<byte> _served;
    private ReadOnlyMemory<byte> _validated;
    private ReadOnlyMemory<byte> _more;
    private string? _moreName;

    /// <inheritdoc/>
    public sealed override string? Hostname => _hostname;

    private string? _hostname;

    /// <summary>Of the server; null where absent or absurd.</summary>
    public int? Port { get; private set; }

    /// <summary>When the browser saw it, as sent.</summary>
    public string? DateTime { get; private set; }

    /// <summary>When the browser forgets the policy, as sent.</summary>
    public string? EffectiveExpirationDate { get; private set; }

    /// <summary>The port as tags have it.</summary>
    internal string? PortText => Port?.ToString(CultureInfo.InvariantCulture);

    /// <summary>What Sentry names as the culprit.</summary>
    internal override string? Culprit(Report report) => Hostname;

    internal sealed override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("date_time", DateTime);
        writer.WriteIfKnown("hostname", Hostname);
        writer.WriteIfKnown("port", Port);
        writer.WriteIfKnown("effective_expiration_date", EffectiveExpirationDate);
        WriteOwn(writer);
        writer.WriteIfKnown("served_certificate_chain", _served);
        writer.WriteIfKnown("validated_certificate_chain", _validated);
        if (_moreName is not null)
        {
            writer.WriteIfKnown(_moreName, _more);
        }
    }

    /// <summary>Writes what only its own kind has.</summary>
    private protected abstract void WriteOwn(Utf8JsonWriter writer);

    /// <summary>Reads what all have, and one list that only its own kind has.</summary>
    private protected void ReadCommon(in WireItem item, string moreName, string moreLetters)
    {
        _hostname = item.Word("hostname");
        Port = item.Whole(ushort.MaxValue, "port");
        DateTime = item.Word("datetime");
        EffectiveExpirationDate = item.Word("effectiveexpirationdate");
        _served = item.Json("servedcertificatechain");
        _validated = item.Json("validatedcertificatechain");
        (_moreName, _more) = (moreName, item.Json(moreLetters));
    }
}
