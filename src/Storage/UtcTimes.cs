using System.Data;
using Dapper;

namespace Picket.Storage;

/// <summary>Teaches Dapper that a timestamptz is a <see cref="DateTimeOffset"/> in UTC.</summary>
internal sealed class UtcTimes : SqlMapper.TypeHandler<DateTimeOffset>
{
    /// <summary>Once for the process.</summary>
    public static void Register() => SqlMapper.AddTypeHandler(new UtcTimes());

    /// <inheritdoc/>
    public override DateTimeOffset Parse(object value) => new(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));

    /// <inheritdoc/>
    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;
}
