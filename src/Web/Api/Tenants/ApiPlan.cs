using Picket.Storage.Tenants;

namespace Picket.Web.Api.Tenants;

/// <summary>A named set of limits; null is none.</summary>
internal sealed record ApiPlan(string Name, long? MonthQuota, ApiKeyLimit? RateLimit, int? NewIssuesPerHour, int? ProjectsMax, int? MembersMax, bool MonthGrace, int? SampleDays, int? HourDays, bool IsDefault)
{
    /// <summary>From its row.</summary>
    public static ApiPlan Of(PlanRow row) => new(
        row.Name, row.MonthQuota, row.LimitCount is { } count && row.LimitWindow is { } window ? new(count, window) : null,
        row.NewIssuesPerHour, row.ProjectsMax, row.MembersMax, row.MonthGrace, row.SampleDays, row.HourDays, row.IsDefault);
}
