using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Web.Accounts;

namespace Picket.Web.Dashboard;

/// <summary>
/// Style sheet, scripts and icon, from the assembly itself. Their names carry a hash of their content, so browsers may keep them for good. Only they are compressed: a page has secrets
/// (antiforgery tokens) beside text that others choose (searches, reports), and its compressed length would tell of them (BREACH).
/// </summary>
internal sealed class AssetCatalog
{
    private const string Prefix = "asset/";
    private const int HashLength = 12;

    /// <summary>The best first.</summary>
    private static readonly (string Name, Func<Stream, Stream> Pack)[] _encodings =
    [
        ("br", packed => new BrotliStream(packed, CompressionLevel.SmallestSize)), ("gzip", packed => new GZipStream(packed, CompressionLevel.SmallestSize)),
    ];

    private readonly FrozenDictionary<string, Asset> _byFile;
    private readonly FrozenDictionary<string, string> _paths;

    public AssetCatalog()
    {
        var assembly = typeof(AssetCatalog).Assembly;
        var assets = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Read(name[Prefix.Length..], assembly.GetManifestResourceStream(name)!))
            .ToArray();
        _byFile = assets.ToFrozenDictionary(asset => asset.File);
        _paths = assets.ToFrozenDictionary(asset => asset.Name, asset => $"/assets/{asset.File}");
    }

    /// <summary>The address of <paramref name="name"/>, such as <c>picket.css</c>.</summary>
    public string this[string name] => _paths[name];

    /// <summary>Serves all of them.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{file}", IResult (string file, HttpRequest request, HttpResponse response) =>
    {
        if (!_byFile.TryGetValue(file, out var asset))
        {
            return Messages.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        if (asset.Packed.Value.FirstOrDefault(packed => accepted.Any(one => one.Value == packed.Encoding && one.Quality != 0)) is { } packed)
        {
            response.Headers.ContentEncoding = packed.Encoding;
            return TypedResults.Bytes(packed.Content, asset.ContentType);
        }

        return TypedResults.Bytes(asset.Content, asset.ContentType);
    }).IsOpen();

    private static Asset Read(string name, Stream stream)
    {
        using var content = new MemoryStream();
        using (stream)
        {
            stream.CopyTo(content);
        }

        var bytes = content.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLength];
        var extension = Path.GetExtension(name);
        var contentType = extension switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        return new(name, $"{Path.GetFileNameWithoutExtension(name)}.{hash}{extension}", contentType, bytes, new(() => [.. _encodings.Select(one => Pack(bytes, one.Name, one.Pack))]));
    }

    private static Packing Pack(byte[] content, string encoding, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed))
        {
            stream.Write(content);
        }

        return new(encoding, packed.ToArray());
    }

    /// <param name="Name">What pages call it.</param>
    /// <param name="File">The same with the hash of its content.</param>
    /// <param name="ContentType">Of the answer.</param>
    /// <param name="Content">As it is.</param>
    /// <param name="Packed">Made when it is first asked for: to compress well takes a tenth of a second, which a start has better use for.</param>
    private sealed record Asset(string Name, string File, string ContentType, byte[] Content, Lazy<Packing[]> Packed);

    private sealed record Packing(string Encoding, byte[] Content);
}
