using Microsoft.Extensions.Hosting;

namespace Picket.Hosting;

/// <summary>Leaves signals to <see cref="Termination"/>: the host's own handler would race it, and make a stop that was asked for look like a breakdown.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
