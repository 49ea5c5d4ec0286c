using System.Buffers.Binary;
using Picket.Ingestion;
using Picket.Reports;

namespace Picket.Storage;

/// <summary>128 bits as PostgreSQL keeps them: a uuid in the order of their hex digits.</summary>
internal static class Uuids
{
    public static Guid Of(Fingerprint fingerprint) => Of(fingerprint.Value);

    public static Guid Of(ProjectKey key) => Of(key.Value);

    public static Fingerprint ToFingerprint(Guid uuid) => new(ToValue(uuid));

    public static ProjectKey ToKey(Guid uuid) => new(ToValue(uuid));

    private static Guid Of(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new(bytes, bigEndian: true);
    }

    private static UInt128 ToValue(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
