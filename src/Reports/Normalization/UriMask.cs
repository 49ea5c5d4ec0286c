using System.Buffers;

namespace Picket.Reports.Normalization;

/// <summary>Masks one URI, well-formed or not.</summary>
internal static class UriMask
{
    private const int MaxParameterName = 64;
    private const int MaxMediaType = 64;

    private static readonly SearchValues<char> _suspects = SearchValues.Create("?#@;%");
    private static readonly SearchValues<char> _segmentEnds = SearchValues.Create("/\\?");
    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-[]%$");

    private static readonly SearchValues<char> _mediaTypeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-./");

    /// <summary>Schemes that carry what they name: code, documents, addresses of people.</summary>
    private static readonly string[] _payloadSchemes = ["data", "javascript", "vbscript", "mailto", "tel", "sms"];

    private static readonly string[] _mediaTypes = ["application/", "audio/", "font/", "image/", "message/", "model/", "multipart/", "text/", "video/"];

    /// <summary>Masks <paramref name="uri"/> where it stands and returns its new length.</summary>
    public static int InPlace(Span<char> uri, bool keepQueries = false)
    {
        if (HasPayload(uri, out var kept))
        {
            return kept;
        }

        if (uri.IndexOfAny(_suspects) < 0 && !HasLongSegment(uri))
        {
            return uri.Length;
        }

        var fragment = uri.IndexOf('#');
        uri = fragment < 0 ? uri : uri[..fragment];
        var written = Hierarchy(uri, out var query);
        if (query == uri.Length)
        {
            return written;
        }

        uri[written++] = '?';
        var parameters = uri[(query + 1)..];
        var length = keepQueries ? parameters.Length : Parameters(parameters);
        parameters[..length].CopyTo(uri[written..]);
        return written + length;
    }

    /// <summary>Whether <paramref name="uri"/> is of a scheme whose payload is dropped, and how much of it is kept: the scheme, and the media type of a data URL.</summary>
    public static bool HasPayload(ReadOnlySpan<char> uri, out int kept)
    {
        kept = 0;
        var scheme = UriParts.SchemeLength(uri);
        if (scheme == 0)
        {
            return false;
        }

        foreach (var known in _payloadSchemes)
        {
            if (uri[..scheme].Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                kept = scheme + 1 + (known == "data" ? MediaType(uri[(scheme + 1)..]) : 0);
                return true;
            }
        }

        return false;
    }

    /// <summary>Masks the values of <c>a=b&amp;c=d</c> where they stand and returns the new length. What does not look like a name counts as a value.</summary>
    public static int Parameters(Span<char> query)
    {
        int read = 0, written = 0;
        while (read < query.Length)
        {
            var end = query[read..].IndexOf('&');
            var parameter = end < 0 ? query[read..] : query.Slice(read, end);
            read += parameter.Length;
            var name = parameter.IndexOf('=');
            if (name is >= 0 and <= MaxParameterName && !parameter[..name].ContainsAnyExcept(_nameCharacters))
            {
                parameter[..(name + 1)].CopyTo(query[written..]);
                written += name + 1;
                parameter = parameter[(name + 1)..];
            }

            if (!parameter.IsEmpty)
            {
                query[written++] = Masking.Sign;
            }

            if (end >= 0)
            {
                query[written++] = query[read++];
            }
        }

        return written;
    }

    /// <summary>Removes user info from everything before the query. Segments that follow two slashes count as authorities, at whatever place.</summary>
    private static int Hierarchy(Span<char> uri, out int query)
    {
        var scheme = UriParts.SchemeLength(uri);
        var read = scheme > 0 && UriParts.IsSpecial(uri[..scheme]) ? scheme + 1 : 0;
        var written = read;

        // The first segment may be an authority without slashes: https:user@host, user@host.
        var slashes = 2;
        var run = 0;
        while (true)
        {
            var end = uri[read..].IndexOfAny(_segmentEnds);
            var segment = end < 0 ? uri[read..] : uri.Slice(read, end);
            read += segment.Length;
            if (slashes >= 2 && segment.LastIndexOf('@') is > 0 and var at)
            {
                segment = segment[(at + 1)..];
            }

            // Behind one slash is a path; what stands first, or behind two, may be a host, and hosts stay.
            segment = run == 1 ? Segment(segment) : segment;
            slashes = segment.IsEmpty ? slashes : 0;
            run = segment.IsEmpty ? run : 0;
            segment.CopyTo(uri[written..]);
            written += segment.Length;
            if (end < 0 || uri[read] == '?')
            {
                query = read;
                return written;
            }

            uri[written++] = uri[read++];
            slashes++;
            run++;
        }
    }

    /// <summary>Masks a segment that is a token, and the values of its parameters: <c>page;jsessionid=1</c>.</summary>
    private static Span<char> Segment(Span<char> segment)
    {
        var name = segment.IndexOf(';');
        if (PathTokens.IsSecret(name < 0 ? segment : segment[..name]))
        {
            segment[0] = Masking.Sign;
            return segment[..1];
        }

        if (name >= 0 && segment[name..].IndexOf('=') is > 0 and var equals && name + equals + 1 < segment.Length)
        {
            segment[name + equals + 1] = Masking.Sign;
            segment = segment[..(name + equals + 2)];
        }

        return segment;
    }

    /// <summary>Whether any part of the path is as long as a token.</summary>
    private static bool HasLongSegment(ReadOnlySpan<char> uri)
    {
        var authority = uri.IndexOf("//");
        if (authority >= 0)
        {
            uri = uri[(authority + 2)..];
            uri = uri[Math.Max(0, uri.IndexOf('/'))..];
        }

        while (uri.Length >= PathTokens.MinLength)
        {
            var end = uri.IndexOfAny('/', '\\');
            if (end < 0 || end >= PathTokens.MinLength)
            {
                return true;
            }

            uri = uri[(end + 1)..];
        }

        return false;
    }

    private static int MediaType(ReadOnlySpan<char> payload)
    {
        var end = payload.IndexOfAny(',', ';');
        var type = end < 0 ? payload : payload[..end];
        if (type.Length > MaxMediaType || type.ContainsAnyExcept(_mediaTypeCharacters))
        {
            return 0;
        }

        foreach (var known in _mediaTypes)
        {
            if (type.StartsWith(known, StringComparison.OrdinalIgnoreCase))
            {
                return type.Length;
            }
        }

        return 0;
    }
}
