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
        writer.WriteIfKnown("disposition", report.Disposition switch { Disposition.Enforce => "enforce", Disposition.Report => "report", _ => null });
        writer.WriteIfKnown("document_uri", report.DocumentUri);
        report.Details.Write(writer);
        writer.WriteIfKnown("source_file", report.SourceFile);
        writer.WriteIfKnown("line_number", report.Details.LineNumber);
        writer.WriteIfKnown("column_number", report.Details.ColumnNumber);
        writer.WriteIfKnown("user_agent", report.UserAgent);
        writer.WriteEndObject();
    }
}
