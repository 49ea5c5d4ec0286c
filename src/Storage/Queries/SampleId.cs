using System.Buffers.Binary;
using System.Globalization;

namespace Picket.Storage.Queries;

/// <summary>An event's id says where its sample is kept: issue, day and slot. So one that is asked for is found without a look at any other.</summary>
/// <param name="Issue">The issue's number.</param>
/// <param name="Day">UTC day of arrival.</param>
/// <param name="Slot">Its place on that day.</param>
public readonly record struct SampleId(long Issue, DateOnly Day, short Slot)
{
    /// <summary>The id of a row of <c>samples s</c>.</summary>
    internal const string Sql = "(lpad(to_hex(s.issue_id), 16, '0') || lpad(to_hex(s.day - date '0001-01-01'), 8, '0') || lpad(to_hex(s.slot::integer), 8, '0'))::uuid";

    /// <summary>Reads what <see cref="ToString"/> writes; null for anything else.</summary>
    public static SampleId? Parse(string? text)
    {
        if (text is not { Length: 32 } || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        var (issue, day, slot) = (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[8..]), BinaryPrimitives.ReadInt32BigEndian(bytes[12..]));
        return issue > 0 && day >= 0 && day <= DateOnly.MaxValue.DayNumber && slot is >= 0 and < 20 ? new(issue, DateOnly.FromDayNumber(day), (short)slot) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Issue:x16}{Day.DayNumber:x8}{Slot:x8}");
}
