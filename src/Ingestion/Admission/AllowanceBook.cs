namespace Picket.Ingestion.Admission;

/// <summary>
/// What one holder has leased of an organization's month and not given out yet. Pure but for the time it is given. Slices are a part of what remains, so that few
/// are leased while there is much, and hardly anything is held back from others when there is little. Not thread-safe.
/// </summary>
/// <param name="organization">Whose.</param>
public sealed class AllowanceBook(OrganizationId organization)
{
    /// <summary>What a holder that is killed loses its organization at most, in reports.</summary>
    public const int LargestSlice = 10_000;

    private const int SlicesOfRest = 32;

    /// <summary>A month that is used up is asked for again after so long: another holder may have given something back.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(10);

    private Month _month;
    private long _version = long.MinValue;
    private long _limit;
    private long _left;
    private long _rest;
    private DateTimeOffset _askFrom;

    /// <summary>Takes a share; less than asked for where the month is used up. Null where something has to be leased first.</summary>
    public AllowanceShare? Take(OrganizationQuota quota, int reports, DateTimeOffset now)
    {
        Turn(quota, now);
        if (IsShort(reports, now))
        {
            return null;
        }

        var count = (int)Math.Min(_left, reports);
        _left -= count;
        return new(_month, count);
    }

    /// <summary>Takes back what was not used.</summary>
    public void GiveBack(AllowanceShare share) => _left += share.Month == _month ? share.Count : 0;

    /// <summary>What has to be leased for so many reports; null where enough is, or nothing is to be had.</summary>
    public AllowanceLease? Lease(int reports, DateTimeOffset now) =>
        IsShort(reports, now) ? new(organization, _month, _limit, Math.Max(reports - _left, Math.Min(_rest / SlicesOfRest, LargestSlice))) : null;

    /// <summary>The lease was answered.</summary>
    public void Grant(AllowanceLease lease, AllowanceGrant grant, DateTimeOffset now)
    {
        if (lease.Month != _month || lease.Limit > _limit)
        {
            return; // Too late, or more than would be leased now.
        }

        (_left, _rest) = (_left + grant.Granted, grant.Rest);
        _askFrom = grant.Granted < lease.Amount ? now + AskAgain : now;
    }

    /// <summary>Empties it: what is left goes back to where it was leased.</summary>
    public (Month Month, long Count) Close()
    {
        var left = _left;
        _left = 0;
        return (_month, left);
    }

    private bool IsShort(int reports, DateTimeOffset now) => _left < reports && now >= _askFrom;

    private void Turn(OrganizationQuota quota, DateTimeOffset now)
    {
        // A clock that steps back stays in the later month.
        if (Month.Of(now) is var month && month.First > _month.First)
        {
            (_month, _left, _rest, _askFrom) = (month, 0, 0, now);
        }

        if (quota.Version > _version)
        {
            // What was leased under a higher limit may be more than there is now.
            _left = quota.Count < _limit ? 0 : _left;
            _askFrom = quota.Count == _limit ? _askFrom : now;
            (_version, _limit) = (quota.Version, quota.Count);
        }
    }
}
