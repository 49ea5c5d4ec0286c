using Orleans.Storage;
using Picket.Ingestion.Admission;

namespace Picket.Grains;

/// <summary>
/// What a project's grain remembers of its limits' windows beyond its life, and its silo's: grain state. Read once a limit asks for it, because most projects
/// have none; written before reports use it up (<see cref="ProjectGate.Lease"/>).
/// </summary>
/// <param name="storage">Where.</param>
/// <param name="grain">Whose.</param>
internal sealed class WindowMemory(IGrainStorage storage, GrainId grain)
{
    /// <summary>The storage provider's name.</summary>
    public const string Storage = "windows";

    private const string StateName = "windows";

    private readonly GrainState<WindowState> _state = new(new());
    private bool _read;

    /// <summary>Reads it. The first successful call counts; later ones give nothing.</summary>
    public async Task<IReadOnlyList<WindowUse>> ReadOnceAsync()
    {
        if (_read)
        {
            return [];
        }

        await storage.ReadStateAsync(StateName, grain, _state);
        _read = true;
        return [.. _state.State!.Windows.Select(window => new WindowUse(new(window.Key), new(window.Count, window.Length), window.Number, window.Used))];
    }

    /// <summary>Writes newer uses beside those of other windows.</summary>
    public Task WriteAsync(IReadOnlyList<WindowUse> uses)
    {
        _state.State!.Windows.RemoveAll(window => uses.Any(use => use.Key.Value == window.Key));
        _state.State!.Windows.AddRange(uses.Select(use => new WindowState.Window(use.Key.Value, use.Limit.Count, use.Limit.Window, use.Window, use.Used)));
        return storage.WriteStateAsync(StateName, grain, _state);
    }

    /// <summary>True where something was written: then what is left is worth giving back.</summary>
    public bool IsUsed => _state.State!.Windows.Count > 0;
}
