using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Picket.Telemetry.Prometheus;

/// <summary>Which format whoever scrapes wants.</summary>
internal static class Negotiation
{
    private const string OpenMetrics = "application/openmetrics-text";

    /// <summary>OpenMetrics where it is named, in version 1.0.0 or without one, and no less wanted than plain text; else Prometheus' own format, which everybody reads.</summary>
    public static TextDialect Choose(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var openMetrics = Wanted(accepted, type => type.MediaType.Equals(OpenMetrics, StringComparison.OrdinalIgnoreCase) && Version(type) is "" or "1.0.0");
        var text = Wanted(accepted, type => type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase));
        return openMetrics > 0 && openMetrics >= text ? TextDialect.OpenMetrics : TextDialect.Prometheus;
    }

    private static double Wanted(IEnumerable<MediaTypeHeaderValue> accepted, Func<MediaTypeHeaderValue, bool> isIt) => accepted.Where(isIt).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();

    private static string Version(MediaTypeHeaderValue type) => type.Parameters.FirstOrDefault(parameter => parameter.Name == "version")?.Value.ToString().Trim('"') ?? "";
}
