using System.Text;

namespace Picket.Reports.Tests.Fuzzing;

/// <summary>Spoils bodies at random, always in the same way for the same seed.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> bodies)
{
    private static readonly byte[][] _pieces =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "{}", "[]", "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u2028", "\\\"", "-1", "1e999",
            "9223372036854775808", "0.1", "-0", "csp-report", "\"csp-report\":{", "\"type\":\"csp-violation\"", "\"body\":", "https://", "//", "@", "?a=b", "#", "data:", "javascript:",
            "'nonce-", "[::1", "%00", "\n", "\u2028", "\U0001F600", "[[[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF],
    ];

    /// <summary>What may stand in a JSON string without ending it.</summary>
    private static readonly byte[][] _texts =
    [
        .. new[]
        {
            "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u2028", "\\n", "\\\"", "https://", "//u:p@h/", "@", "?a=b&c", "#", "data:", "javascript:", "'nonce-", " ", ";", "[::1",
            "a.example:99999", "%00", "\u2028", "\U0001F600", "*", "-src", new string('a', 300), new string('\u00FC', 9_000),
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next spoiled body.</summary>
    public byte[] Next()
    {
        var body = new List<byte>(Any(bodies));
        for (var steps = _random.Next(1, 5); steps > 0; steps--)
        {
            Spoil(body);
        }

        return [.. body];
    }

    private void Spoil(List<byte> body)
    {
        var at = _random.Next(body.Count + 1);
        var length = _random.Next(Math.Min(body.Count - at, 64) + 1);
        switch (_random.Next(24))
        {
            case 0 when at < body.Count: body[at] = (byte)_random.Next(256); break;
            case 1 when at < body.Count: body[at] ^= (byte)(1 << _random.Next(8)); break;
            case 2: body.RemoveRange(at, length); break;
            case 3: body.InsertRange(at, body.GetRange(at, length)); break;
            case 4: body.InsertRange(at, Enumerable.Repeat(Any(_pieces), _random.Next(20) == 0 ? _random.Next(10_000) : 1).SelectMany(piece => piece)); break;
            case 5: Splice(body, at); break;
            case 6: body.InsertRange(at, Any(_pieces)); break;
            default: SpoilText(body, at); break;
        }
    }

    /// <summary>Keeps it JSON: most rules lie behind that.</summary>
    private void SpoilText(List<byte> body, int at)
    {
        for (; at + 1 < body.Count; at++)
        {
            if (body[at] == ':' && body[at + 1] == '"')
            {
                body.InsertRange(at + 2, Any(_texts));
                return;
            }
        }
    }

    private void Splice(List<byte> body, int at)
    {
        var other = Any(bodies);
        var from = _random.Next(other.Length + 1);
        body.InsertRange(at, other.AsSpan(from, _random.Next(other.Length - from + 1)).ToArray());
    }

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
