using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api.Issues;

/// <summary>Reads the small JSON bodies of the API.</summary>
internal static class JsonBody
{
    private const int MaxLength = 64 * 1024;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 16 };

    /// <summary>The body's value; null where it is none, or too long.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var buffer = new byte[MaxLength + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxLength)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length), _options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member that is a text, without U+0000, which PostgreSQL cannot store; null where it is absent, none, or no Unicode.</summary>
    public static string? Text(JsonElement body, string name)
    {
        try
        {
            return body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!.Replace('\0', ' ').Trim()
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }
}
