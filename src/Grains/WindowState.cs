namespace Picket.Grains;

/// <summary>A project's windows as they are stored.</summary>
[GenerateSerializer, Alias("picket.WindowState")]
internal sealed class WindowState
{
    /// <summary>One for each limit.</summary>
    [Id(0)]
    public List<Window> Windows { get; set; } = [];

    /// <summary>How much of a window is used.</summary>
    [GenerateSerializer, Immutable, Alias("picket.Window")]
    public readonly record struct Window(
        [property: Id(0)] long Key,
        [property: Id(1)] int Count,
        [property: Id(2)] TimeSpan Length,
        [property: Id(3)] long Number,
        [property: Id(4)] int Used);
}
