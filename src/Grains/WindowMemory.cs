using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Picket.Ingestion.Admission;

namespace Picket.Grains;

/// <summary>A project's windows as grain state. Read once a limit asks for it, because most projects have none; written before reports use it up.</summary>
/// <param name="storage">Where.</param>
/// <param name="grain">Whose.</param>
/// <param name="log">Told where it cannot be.</param>
internal sealed partial class WindowMemory(IGrainStorage storage, IGrainContext grain, ILogger<WindowMemory> log) : IWindowMemory
{
    /// <summary>The storage provider's name.</summary>
    public const string Storage = "windows";

    private const string StateName = "windows";

    private readonly GrainState<WindowState> _state = new(new());
    private bool _read;

    /// <summary>True where something was written: then what is left is worth giving back.</summary>
    public bool IsUsed => _state.State!.Windows.Count > 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WindowUse>?> ReadOnceAsync()
    {
        if (_read)
        {
            return [];
        }

        if (!await TryAsync(storage.ReadStateAsync(StateName, grain.GrainId, _state)))
        {
            return null;
        }

        _read = true;
        return [.. _state.State!.Windows.Select(window => new WindowUse(new(window.Key), new(window.Count, window.Length), window.Number, window.Used))];
    }

    /// <inheritdoc/>
    public Task<bool> WriteAsync(IReadOnlyList<WindowUse> uses)
    {
        _state.State!.Windows.RemoveAll(window => uses.Any(use => use.Key.Value == window.Key));
        _state.State!.Windows.AddRange(uses.Select(use => new WindowState.Window(use.Key.Value, use.Limit.Count, use.Limit.Window, use.Window, use.Used)));
        return TryAsync(storage.WriteStateAsync(StateName, grain.GrainId, _state));
    }

    private async Task<bool> TryAsync(Task work)
    {
        try
        {
            await work;
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Another activation has written, or nobody knows whether this one has: what is stored counts, so start again from there.
            LogNotRemembered(grain.GrainId, e.Message);
            grain.Deactivate(new(DeactivationReasonCode.ApplicationError, "Its windows could not be remembered."));
            return false;
        }
    }

    [LoggerMessage(8001, LogLevel.Warning, "The limits of {Project} could not be remembered, so its reports are refused for now: {Error}")]
    private partial void LogNotRemembered(GrainId project, string error);
}
