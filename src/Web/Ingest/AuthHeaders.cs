using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Picket.Web.Ingest;

/// <summary>Finds the key in <c>X-Sentry-Auth</c> and <c>Authorization</c>.</summary>
internal static class AuthHeaders
{
    private const string SentryAuth = "X-Sentry-Auth";
    private const int MaxBasicLength = 512;

    /// <summary>Adds the keys of both headers.</summary>
    public static void Read(IHeaderDictionary headers, ref KeyRing keys)
    {
        if (headers.TryGetValue(SentryAuth, out var sentry))
        {
            foreach (var value in sentry)
            {
                AddSentry(value, ref keys);
            }
        }

        if (headers.Authorization is { Count: > 0 } authorization)
        {
            AddAuthorization(authorization, ref keys);
        }
    }

    private static void AddAuthorization(StringValues authorization, ref KeyRing keys)
    {
        foreach (var value in authorization)
        {
            var text = value.AsSpan().Trim();
            if (text.StartsWith("Sentry ", StringComparison.OrdinalIgnoreCase))
            {
                AddSentry(text, ref keys);
            }
            else if (text.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            {
                AddBasic(text["Basic ".Length..].Trim(), ref keys);
            }
        }
    }

    /// <summary><c>Sentry sentry_key=…, sentry_version=7</c>: separated by commas or spaces, in any order.</summary>
    private static void AddSentry(ReadOnlySpan<char> text, ref KeyRing keys)
    {
        text = text.Trim();
        if (text.StartsWith("Sentry ", StringComparison.OrdinalIgnoreCase))
        {
            text = text["Sentry ".Length..];
        }

        var found = false;
        foreach (var range in text.SplitAny(',', ' '))
        {
            var pair = text[range];
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair[..equals] is "sentry_key" or "glitchtip_key")
            {
                keys.Add(pair[(equals + 1)..].Trim('"'));
                found = true;
            }
        }

        if (!found)
        {
            keys.AddBadHeader();
        }
    }

    /// <summary>
    /// The key as user name, as Firefox sends <c>https://KEY@host/1</c> once it is challenged. A site's own user name, which a browser
    /// may add on the same origin, does not spoil a key that came another way.
    /// </summary>
    private static void AddBasic(ReadOnlySpan<char> base64, ref KeyRing keys)
    {
        Span<byte> bytes = stackalloc byte[MaxBasicLength];
        Span<char> user = stackalloc char[MaxBasicLength];
        if (base64.Length > MaxBasicLength || !Convert.TryFromBase64Chars(base64, bytes, out var length))
        {
            keys.AddBadHeader();
            return;
        }

        var colon = bytes[..length].IndexOf((byte)':');
        length = System.Text.Encoding.Latin1.GetChars(bytes[..(colon < 0 ? length : colon)], user);
        if (keys.IsEmpty || Ingestion.ProjectKey.TryParse(user[..length], out _))
        {
            keys.Add(user[..length]);
        }
    }
}
