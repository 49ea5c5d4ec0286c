using System.Text.Json;

namespace Picket.Reports.Kinds;

/// <summary>The objects in an array of an item, each an item itself, read in one pass. What is no object is passed over.</summary>
internal ref struct WireElements
{
    private readonly ReadOnlyMemory<byte> _json;
    private Utf8JsonReader _reader;
    private WireItem _current;
    private int _left;

    /// <summary>Of <paramref name="json"/>, an array or nothing, at most <paramref name="max"/>.</summary>
    public WireElements(WireItem owner, ReadOnlyMemory<byte> json, int max)
    {
        _json = json;
        _current = owner;
        _reader = new(json.Span);
        _left = !json.IsEmpty && _reader.Read() && _reader.TokenType == JsonTokenType.StartArray ? max : 0;
    }

    /// <summary>The object reached.</summary>
    public readonly WireItem Current => _current;

    /// <summary>For <c>foreach</c>.</summary>
    public readonly WireElements GetEnumerator() => this;

    /// <summary>Goes on to the next object; false where there is none.</summary>
    public bool MoveNext()
    {
        while (_left > 0 && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                _left--;
                _current = _current.Inner(_json, ref _reader);
                return true;
            }

            _reader.Skip();
        }

        return false;
    }
}
