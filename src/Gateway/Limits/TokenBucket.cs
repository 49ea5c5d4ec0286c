namespace Picket.Gateway.Limits;

/// <summary>
/// A bucket of tokens that fills at a steady rate. All there is to keep of one is when it will be full again, so an empty table is a table of full buckets.
/// </summary>
internal readonly struct TokenBucket
{
    private readonly long _interval;
    private readonly long _depth;

    /// <summary>Sets the rate.</summary>
    /// <param name="perSecond">Tokens a second. From 1.</param>
    /// <param name="burst">Tokens of a full bucket. From 1.</param>
    /// <param name="frequency">Clock ticks a second.</param>
    public TokenBucket(int perSecond, int burst, long frequency)
    {
        _interval = Math.Max(1, frequency / perSecond);
        _depth = _interval * burst;
    }

    /// <summary>Takes one token, where there is one.</summary>
    /// <param name="fullAt">The bucket: when it is full again.</param>
    /// <param name="now">The clock's ticks.</param>
    /// <param name="wait">Ticks until there is a token again; 0 where one was taken.</param>
    public bool TryTake(ref long fullAt, long now, out long wait)
    {
        var next = Math.Max(fullAt, now) + _interval;
        wait = Math.Max(0, next - now - _depth);
        if (wait > 0)
        {
            return false;
        }

        fullAt = next;
        return true;
    }
}
