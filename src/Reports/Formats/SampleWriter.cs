using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Picket.Reports.Formats;

/// <summary>Writes what is kept of a report: its normalized form, and its raw JSON with secrets masked.</summary>
public static class SampleWriter
{
    // The JSON is stored and served as JSON, never pasted into HTML, so it stays readable.
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Both forms of <paramref name="report"/>.</summary>
    public static ReportSample Write(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(Json(report, WriteNormalized), Json(report, static (writer, report) => MaskedJson.Write(writer, report.Raw.Span)));
    }

    private static string Json(Report report, Action<Utf8JsonWriter, Report> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            write(writer, report);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteNormalized(Utf8JsonWriter writer, Report report)
    {
        writer.WriteStartObject();
        writer.WriteString("type", report.Type);
        writer.WriteNumber("age", (long)report.Age.TotalMilliseconds);
        Write(writer, "disposition", report.Disposition switch { Disposition.Enforce => "enforce", Disposition.Report => "report", _ => null });
        Write(writer, "document_uri", report.DocumentUri);
        if (report.Csp is { } csp)
        {
            Write(writer, csp);
        }

        Write(writer, "source_file", report.SourceFile);
        Write(writer, "line_number", report.Csp?.LineNumber);
        Write(writer, "column_number", report.Csp?.ColumnNumber);
        Write(writer, "user_agent", report.UserAgent);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CspViolation csp)
    {
        Write(writer, "referrer", csp.Referrer);
        Write(writer, "effective_directive", csp.EffectiveDirective);
        Write(writer, "violated_directive", csp.ViolatedDirective.Length == 0 ? null : csp.ViolatedDirective);
        Write(writer, "original_policy", csp.OriginalPolicy);
        // Sentry stores self for a report without blocked-uri.
        writer.WriteString("blocked_uri", csp.BlockedUri.Kind == BlockedUriKind.Missing ? "self" : csp.BlockedUri.Text);
        Write(writer, "status_code", csp.StatusCode);
        Write(writer, "script_sample", csp.Sample);
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
