using Picket.Ingestion;

namespace Picket.Web.Ingest;

/// <summary>Collects the keys of one request, from wherever they come. Equal keys are one; different ones contradict each other.</summary>
internal struct KeyRing
{
    private const int KeyLength = 32;

    private ProjectKey? _key;
    private bool _malformed;
    private bool _conflict;
    private bool _badHeader;

    /// <summary>Adds what a parameter named key says. After the 32 digits a colon and flags may follow, as in old DSNs.</summary>
    /// <returns>True where it is a key.</returns>
    public bool Add(ReadOnlySpan<char> text)
    {
        if (text.Length > KeyLength && text[KeyLength] == ':')
        {
            text = text[..KeyLength];
        }

        if (!ProjectKey.TryParse(text, out var key))
        {
            _malformed = true;
            return false;
        }

        _conflict |= _key is { } known && known != key;
        _key = key;
        return true;
    }

    /// <summary>Notes a header of ours that holds no key.</summary>
    public void AddBadHeader() => _badHeader = true;

    /// <summary>The one key, or what is wrong.</summary>
    public readonly Refusal? TryGet(out ProjectKey key)
    {
        key = _key.GetValueOrDefault();
        return _conflict ? Refusal.TwoKeys
            : _malformed ? Refusal.BadKey
            : _key is not null ? null
            : _badHeader ? Refusal.BadAuthHeader
            : Refusal.NoKey;
    }

    /// <summary>True where no key of any kind was given.</summary>
    public readonly bool IsEmpty => _key is null && !_malformed && !_badHeader;
}
