namespace Picket.Ingestion.Admission;

/// <summary>A calendar month in UTC.</summary>
/// <param name="First">Its first day.</param>
public readonly record struct Month(DateOnly First)
{
    /// <summary>The month of a moment.</summary>
    public static Month Of(DateTimeOffset at) => new(new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1));

    /// <summary>When the next one begins.</summary>
    public DateTimeOffset Ends => new(First.AddMonths(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
