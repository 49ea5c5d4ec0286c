using System.Text.Json;
using Picket.Reports.Formats;
using Picket.Reports.Normalization;

namespace Picket.Reports.Kinds;

/// <summary>
/// One entry of a TLS report's <c>policies</c>, read in one pass: its objects and arrays lie within each other, and members would have each level passed over before it is read.
/// Of members of one name the first usable one wins; what has the wrong type is as good as absent.
/// </summary>
internal sealed class TlsPolicy
{
    /// <summary>Failures that are told apart.</summary>
    private const int MaxFailures = 20;

    private List<(string? ResultType, string? ReceivingHost, double? Sessions)>? _failures;

    /// <summary>Reads the object that <paramref name="reader"/> of <paramref name="json"/> stands on, to its end.</summary>
    public TlsPolicy(in WireItem item, ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        while (Next(ref reader, out var name))
        {
            if (name.HasLetters(json, "policy") && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadPolicy(item, json, ref reader);
            }
            else if (name.HasLetters(json, "summary") && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadSummary(json, ref reader);
            }
            else if (name.HasLetters(json, "failuredetails") && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadFailures(item, json, ref reader);
            }

            reader.Skip(); // Only what begins an object or array that nobody has read.
        }
    }

    /// <summary>The domain that mail was for.</summary>
    public string? Domain { get; private set; }

    /// <summary>Such as <c>sts</c>.</summary>
    public string? Type { get; private set; }

    /// <summary>Sessions that failed.</summary>
    public double? Failed { get; private set; }

    /// <summary>Sessions that did not.</summary>
    public double? Succeeded { get; private set; }

    /// <summary>How they failed, each way apart.</summary>
    public IReadOnlyList<(string? ResultType, string? ReceivingHost, double? Sessions)> Failures => _failures ?? [];

    /// <summary>Moves to the value of an object's next member and tells its name; false at its end.</summary>
    private static bool Next(ref Utf8JsonReader reader, out WireText name)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = new(ref reader);
        return reader.Read();
    }

    private void ReadPolicy(in WireItem item, ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        while (Next(ref reader, out var name))
        {
            if (name.HasLetters(json, "policydomain"))
            {
                Domain ??= item.Word(json, ref reader)?.ToLowerInvariant();
            }
            else if (name.HasLetters(json, "policytype"))
            {
                Type ??= item.Word(json, ref reader);
            }

            reader.Skip();
        }
    }

    private void ReadSummary(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        while (Next(ref reader, out var name))
        {
            if (name.HasLetters(json, "totalfailuresessioncount"))
            {
                Failed ??= Numbers.Read(ref reader);
            }
            else if (name.HasLetters(json, "totalsuccessfulsessioncount"))
            {
                Succeeded ??= Numbers.Read(ref reader);
            }

            reader.Skip();
        }
    }

    private void ReadFailures(in WireItem item, ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        _failures ??= [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject && _failures.Count < MaxFailures)
            {
                ReadFailure(item, json, ref reader);
            }

            reader.Skip();
        }
    }

    private void ReadFailure(in WireItem item, ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        var (result, host, sessions) = ((string?)null, (string?)null, (double?)null);
        while (Next(ref reader, out var name))
        {
            if (name.HasLetters(json, "resulttype"))
            {
                result ??= item.Word(json, ref reader);
            }
            else if (name.HasLetters(json, "receivingmxhostname"))
            {
                host ??= item.Word(json, ref reader);
            }
            else if (name.HasLetters(json, "failedsessioncount"))
            {
                sessions ??= Numbers.Read(ref reader);
            }

            reader.Skip();
        }

        _failures!.Add((result, host, sessions));
    }
}
