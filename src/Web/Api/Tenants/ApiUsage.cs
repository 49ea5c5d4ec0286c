using Picket.Storage.Tenants;

namespace Picket.Web.Api.Tenants;

/// <summary>What an organization used in a month.</summary>
/// <param name="Organization">Its slug.</param>
/// <param name="Name">Its name.</param>
/// <param name="Month">Which month, such as 2026-03.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="MonthQuota">What it may take; null for no limit.</param>
/// <param name="HardStop">Where it is refused: the quota, or 120 % of it.</param>
/// <param name="Accepted">Reports that were accepted, noise among them.</param>
/// <param name="QuotaUsed">Reports of the quota that are used, and the few that hosts hold ready; null where there is no quota.</param>
/// <param name="QuotaState">ok, warning (80 %), over (100 %) or stopped; null where there is no quota.</param>
internal sealed record ApiUsage(
    string Organization, string Name, string Month, string? Plan, long? MonthQuota, long? HardStop, long Accepted, long? QuotaUsed, string? QuotaState)
{
    /// <summary>From its row.</summary>
    public static ApiUsage Of(UsageRow row, string month)
    {
        if (row.MonthQuota is not { } quota)
        {
            return new(row.Slug, row.Name, month, row.Plan, null, null, row.Accepted, null, null);
        }

        var (used, stop) = (row.Leased ?? 0, Ingestion.Admission.MonthQuota.HardStop(quota, row.HasGrace));
        return new(row.Slug, row.Name, month, row.Plan, quota, stop, row.Accepted, used, used >= stop ? "stopped" : Ingestion.Admission.MonthQuota.Reached(quota, used) switch { 0 => "ok", 80 => "warning", _ => "over" });
    }
}
