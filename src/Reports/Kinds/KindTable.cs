using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>How each kind is recognized and read: a line for each. CSP, the hot one, is recognized before and read by <see cref="Normalization.Conversion"/> itself.</summary>
internal static class KindTable
{
    /// <summary>By the letters of the Reporting API's type, old names included.</summary>
    private static readonly Dictionary<string, Reader>.AlternateLookup<ReadOnlySpan<char>> _byType = new Dictionary<string, Reader>
    {
        ["csphash"] = CspHash.Read,
        ["networkerror"] = NetworkError.Read,
        ["nel"] = NetworkError.Read,
        ["deprecation"] = Deprecation.Read,
        ["intervention"] = Intervention.Read,
        ["crash"] = Crash.Read,
        ["permissionspolicyviolation"] = PolicyViolation.ReadPermissions,
        ["potentialpermissionspolicyviolation"] = PolicyViolation.ReadPermissions,
        ["featurepolicyviolation"] = PolicyViolation.ReadPermissions,
        ["featurepolicy"] = PolicyViolation.ReadPermissions,
        ["documentpolicyviolation"] = PolicyViolation.ReadDocument,
        ["documentpolicy"] = PolicyViolation.ReadDocument,
        ["coep"] = CoepViolation.Read,
        ["coop"] = CoopViolation.Read,
        ["integrityviolation"] = IntegrityViolation.Read,
        ["expectct"] = ExpectCt.Read,
        ["expectstaple"] = ExpectStaple.Read,
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads one item and gives what it finds.</summary>
    public delegate void Reader(in WireItem item);

    /// <summary>The reader of a Reporting API type; one that keeps it as it is for types Picket does not know.</summary>
    public static Reader OfType(string type)
    {
        Span<char> letters = stackalloc char[WireNames.MaxLength];
        var length = 0;
        foreach (var unit in type)
        {
            if (unit is '-' or '_' or ' ')
            {
                continue;
            }

            if (length == letters.Length)
            {
                return UnknownDetails.Read;
            }

            letters[length++] = char.ToLowerInvariant(unit);
        }

        return _byType.TryGetValue(letters[..length], out var reader) ? reader : UnknownDetails.Read;
    }

    /// <summary>The reader of an object without a type, by the names in it; null where nothing identifies it.</summary>
    /// <param name="wire">The object.</param>
    /// <param name="body">What it stands in.</param>
    /// <param name="type">What stands for its type.</param>
    public static Reader? OfMembers(in WireReport wire, ReadOnlySpan<byte> body, out string type)
    {
        (type, var reader) = wire.Wrapper switch
        {
            WireName.ExpectCtReport => ("expect-ct-report", ExpectCt.Read),
            WireName.ExpectStapleReport => ("expect-staple-report", ExpectStaple.Read),
            _ => ("", (Reader?)null),
        };
        if (reader is not null)
        {
            return reader;
        }

        var isTlsRpt = 0;
        foreach (ref readonly var member in wire.Members)
        {
            if (member.Is(body, "knownpins"))
            {
                type = "hpkp";
                return Hpkp.Read;
            }

            // Half of RFC 8460's members: "policies" alone could be anything.
            isTlsRpt += member.Is(body, "policies") ? 2 : member.Is(body, "organizationname") || member.Is(body, "reportid") || member.Is(body, "daterange") ? 1 : 0;
        }

        type = "tls-rpt";
        return isTlsRpt >= 3 ? TlsReport.Read : null;
    }
}
