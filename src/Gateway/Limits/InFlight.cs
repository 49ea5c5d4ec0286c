namespace Picket.Gateway.Limits;

/// <summary>Requests that may be under way at once.</summary>
/// <param name="limit">How many.</param>
internal sealed class InFlight(int limit)
{
    private int _requests;

    /// <summary>Requests under way.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Takes a place; <see cref="Leave"/> gives it back.</summary>
    /// <returns>False where all are taken.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _requests) <= limit)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _requests);
}
