namespace Picket.Storage;

/// <summary>The days that have partitions. Times outside are moved to the nearest day that has: a report is worth more than its exact hour.</summary>
public sealed class PartitionCalendar
{
    private volatile Span _days = new(DateOnly.MinValue, DateOnly.MinValue, DateOnly.MaxValue);

    /// <summary>The last of them.</summary>
    public DateOnly Last => _days.Last;

    /// <summary>
    /// The hours of issues have partitions from here on, without a gap. It is earlier than the first day that <see cref="Clamp(DateTimeOffset)"/> gives, because an
    /// issue that comes again after months brings the hour it came in last.
    /// </summary>
    public DateTimeOffset OldestHour => new(_days.OldestHours.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>From now on partitions cover these days, both included, and those of the hours of issues all from <paramref name="oldestHours"/> on.</summary>
    public void Cover(DateOnly first, DateOnly last, DateOnly oldestHours) => _days = new(oldestHours, first, last);

    /// <summary>The day itself, or the nearest covered one.</summary>
    public DateOnly Clamp(DateOnly day)
    {
        var days = _days;
        return day < days.First ? days.First : day > days.Last ? days.Last : day;
    }

    /// <summary>The hour itself, or the same hour of the nearest covered day. UTC.</summary>
    public DateTimeOffset Clamp(DateTimeOffset hour)
    {
        var day = DateOnly.FromDateTime(hour.UtcDateTime);
        var clamped = Clamp(day);
        return clamped == day ? hour : new(clamped.ToDateTime(TimeOnly.FromDateTime(hour.UtcDateTime)), TimeSpan.Zero);
    }

    private sealed record Span(DateOnly OldestHours, DateOnly First, DateOnly Last);
}
