namespace Picket.Ingestion.Inbox;

/// <summary>What one request has taken from the <see cref="BodyBudget"/>. Disposing it gives all back, so it must outlive the answer. Not thread-safe.</summary>
public sealed class BodyCharge(BodyBudget budget) : IDisposable
{
    private int _taken;

    /// <summary>Takes what is missing to hold <paramref name="bytes"/> in all.</summary>
    /// <returns>False where there is no room.</returns>
    public async ValueTask<bool> HoldAsync(int bytes)
    {
        var missing = bytes - _taken;
        if (missing > 0)
        {
            if (!await budget.TakeAsync(missing).ConfigureAwait(false))
            {
                return false;
            }

            _taken = bytes;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        budget.Give(_taken);
        _taken = 0;
    }
}
