using System.Globalization;
using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A request that failed on its way (Network Error Logging), or a sample of one that did not. One issue is one type of error, one host, and one status where there is any.</summary>
public sealed class NetworkError : ReportDetails
{
    private const string Success = "ok";
    private const string Downgrade = "dns.address_changed";
    private const int MaxWeight = 10_000;

    private long _weight = 1;

    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.NetworkError;

    /// <summary><c>ok</c> is a sample of success, and <c>dns.address_changed</c> means that a server was asked which the policy is not of: the browser says no more, for privacy.</summary>
    public override ReportLevel Level => ErrorType is Success or Downgrade ? ReportLevel.Info : ReportLevel.Error;

    /// <summary>1 divided by the sampling fraction.</summary>
    public override long Weight => _weight;

    /// <summary>Such as <c>tcp.timed_out</c>; <c>unknown</c> where absent.</summary>
    public required string ErrorType { get; init; }

    /// <summary><c>dns</c>, <c>connection</c> or <c>application</c>.</summary>
    public string? Phase { get; init; }

    /// <summary>Address of the server that was asked; null where none was found.</summary>
    public string? ServerIp { get; init; }

    /// <summary>Such as <c>h2</c> or <c>http/1.1</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Of the request.</summary>
    public string? Method { get; init; }

    /// <summary>Of the answer, 0 where there was none; null where absent.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Milliseconds from the start of the request to its end.</summary>
    public double? ElapsedTime { get; init; }

    /// <summary>The share of such requests that is reported, as sent.</summary>
    public double? SamplingFraction { get; init; }

    /// <summary>The page that asked, masked.</summary>
    public string? Referrer { get; init; }

    /// <inheritdoc/>
    public override string? Variant => ServerIp;

    internal static void Read(in WireItem item)
    {
        var fraction = item.Number("samplingfraction");
        var error = new NetworkError
        {
            ErrorType = item.Word("type")?.ToLowerInvariant() ?? "unknown",
            Phase = item.Word("phase")?.ToLowerInvariant(),
            ServerIp = item.Word("serverip"),
            Protocol = item.Word("protocol"),
            Method = item.Word("method"),
            StatusCode = item.StatusCode,
            ElapsedTime = item.Number("elapsedtime"),
            SamplingFraction = fraction,
            Referrer = item.Referrer,
            _weight = WeightOf(fraction),
        };
        item.Add(error, KindV1.Compute(ReportKind.NetworkError, error.ErrorType, item.DocumentHost, error.Status));
    }

    /// <summary>How many requests a sampled one stands for. A fraction that is 0, negative or above 1 says nothing.</summary>
    internal static long WeightOf(double? fraction) =>
        fraction is > 0 and <= 1 and { } share ? (long)Math.Clamp(Math.Round(1 / share), 1, MaxWeight) : 1;

    internal override string Title(Report report)
    {
        var host = report.DocumentHost ?? "a server";
        return ErrorType switch
        {
            Success => $"Requests to {host} that went well",
            Downgrade => $"{host} was reached at an address it had not before",
            "http.error" when Status is { } status => $"{host} answered with status {status}",
            _ => $"Request to {host} failed: {Words(ErrorType)}",
        };
    }

    internal override string? Culprit(Report report) => Phase is null ? ErrorType : $"{Phase} / {ErrorType}";

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("error_type", ErrorType);
        tag("phase", Phase);
        tag("status_code", Status);
        tag("protocol", Protocol);
        tag("method", Method);
        tag("server_ip", ServerIp);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("error_type", ErrorType);
        writer.WriteIfKnown("phase", Phase);
        writer.WriteIfKnown("elapsed_time", ElapsedTime);
        writer.WriteIfKnown("method", Method);
        writer.WriteIfKnown("protocol", Protocol);
        writer.WriteIfKnown("referrer", Referrer);
        writer.WriteIfKnown("sampling_fraction", SamplingFraction);
        writer.WriteIfKnown("server_ip", ServerIp);
        writer.WriteIfKnown("status_code", StatusCode);
    }

    private string? Status => StatusCode is > 0 and { } status ? status.ToString(CultureInfo.InvariantCulture) : null;

    private static string Words(string type) => type switch
    {
        "dns.unreachable" => "no name server was reached",
        "dns.name_not_resolved" => "its name was not found",
        "dns.failed" => "its name could not be looked up",
        "tcp.timed_out" => "the connection timed out",
        "tcp.closed" => "the server closed the connection",
        "tcp.reset" => "the connection was reset",
        "tcp.refused" => "the connection was refused",
        "tcp.aborted" => "the connection was aborted",
        "tcp.address_invalid" => "its address is invalid",
        "tcp.address_unreachable" => "its address cannot be reached",
        "tcp.failed" => "no connection was made",
        "tls.version_or_cipher_mismatch" => "no common TLS version or cipher",
        "tls.bad_client_auth_cert" => "the client's certificate was refused",
        "tls.cert.name_invalid" => "the certificate is for another name",
        "tls.cert.date_invalid" => "the certificate is expired or not yet valid",
        "tls.cert.authority_invalid" => "the certificate's authority is not trusted",
        "tls.cert.invalid" => "the certificate is invalid",
        "tls.cert.revoked" => "the certificate was revoked",
        "tls.cert.pinned_key_not_in_cert_chain" => "the certificate has no pinned key",
        "tls.protocol.error" => "TLS broke its protocol",
        "tls.failed" => "TLS failed",
        "http.protocol.error" => "HTTP broke its protocol",
        "http.response.invalid" => "the answer is invalid",
        "http.response.redirect_loop" => "redirects without end",
        "http.error" => "an HTTP error",
        "http.failed" => "HTTP failed",
        "abandoned" => "the user left before it ended",
        "unknown" => "for unknown reasons",
        _ => type,
    };
}
