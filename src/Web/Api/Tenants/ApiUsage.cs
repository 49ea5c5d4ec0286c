using Picket.Storage.Tenants;

namespace Picket.Web.Api.Tenants;

/// <summary>What an organization used in a month.</summary>
internal sealed record ApiUsage(string Organization, string Name, string Month, string? Plan, long? MonthQuota, long Accepted)
{
    /// <summary>From its row.</summary>
    public static ApiUsage Of(UsageRow row, string month) => new(row.Slug, row.Name, month, row.Plan, row.MonthQuota, row.Accepted);
}
