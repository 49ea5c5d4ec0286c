namespace Picket.Testing;

/// <summary>How a <see cref="StandaloneProcess"/> is started.</summary>
public sealed record StandaloneSettings
{
    /// <summary>The assembly that is run; null for Standalone's.</summary>
    public string? Program { get; init; }

    /// <summary>Arguments besides <c>--port</c> and <c>--data</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Its port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>It is the first on its database, and so it prints a token.</summary>
    public bool IsFirst { get; init; } = true;

    /// <summary>How long its start may take.</summary>
    public TimeSpan StartTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A command that runs it, where it is not run directly.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Environment variables besides the tests' own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
