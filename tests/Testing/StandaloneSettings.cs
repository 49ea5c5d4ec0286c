namespace Picket.Testing;

/// <summary>How a <see cref="StandaloneProcess"/> is started.</summary>
public sealed record StandaloneSettings
{
    /// <summary>Arguments besides <c>--port</c> and <c>--data</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables besides the tests' own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
