using System.Buffers;
using System.IO.Pipelines;
using Picket.Ingestion.Inbox;
using Picket.Reports;

namespace Picket.Web.Ingest;

/// <summary>Reads a body into one array of its exact size.</summary>
internal static class RequestBody
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>Reads to the end.</summary>
    /// <param name="reader">The request's body.</param>
    /// <param name="contentLength">What the request announces, at most <see cref="ReportLimits.MaxBodyBytes"/>; null for chunked.</param>
    /// <param name="charge">Pays for it.</param>
    /// <returns>The body, or a refusal: it is larger than <see cref="ReportLimits.MaxBodyBytes"/>, or there is no room for it.</returns>
    public static async ValueTask<(byte[] Body, Refusal? Refusal)> ReadAsync(PipeReader reader, long? contentLength, BodyCharge charge)
    {
        // What is announced is not believed before it comes: the buffer grows with what has arrived.
        byte[] body = [];
        var length = 0;
        while (true)
        {
            // Where the client leaves Kestrel ends it.
            var result = await reader.ReadAsync(CancellationToken.None);
            var arrived = result.Buffer;
            if (length + arrived.Length > ReportLimits.MaxBodyBytes)
            {
                reader.AdvanceTo(arrived.Start, arrived.End);
                return (body, Refusal.TooLarge);
            }

            var total = length + (int)arrived.Length;
            if (body.Length < total)
            {
                var size = Grow(total, contentLength, result.IsCompleted);
                if (!await charge.HoldAsync(size))
                {
                    reader.AdvanceTo(arrived.Start, arrived.End);
                    return (body, Refusal.Full);
                }

                Array.Resize(ref body, size);
            }

            arrived.CopyTo(body.AsSpan(length));
            length = total;
            reader.AdvanceTo(arrived.End);
            if (result.IsCompleted || length == contentLength)
            {
                Array.Resize(ref body, length);
                return (body, null);
            }
        }
    }

    private static int Grow(int total, long? contentLength, bool completed)
    {
        if (completed || total == contentLength)
        {
            return total;
        }

        var size = Math.Max(total * 2, FirstBytes);
        return contentLength is { } announced ? (int)Math.Clamp(announced, total, size) : Math.Min(size, ReportLimits.MaxBodyBytes);
    }
}
