using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion.Outcomes;
using Picket.Storage.Queries;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Issues;

/// <summary>How reports ended: exact sums of what is stored.</summary>
internal static class StatsEndpoints
{
    /// <summary>Everything Picket takes is of this category of Sentry's.</summary>
    private const string Category = "security";

    private static readonly string[] Fields = ["sum(quantity)", "sum(times_seen)"];
    private static readonly string[] Groupings = ["outcome", "reason", "project", "category"];

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/projects/{organization}/{project}/stats", OfProjectAsync).Needs(Permission.Read).Describe("Counts a project's reports an hour or a day", answer: "[[1772366400, 42]]");
        api.MapGet("/organizations/{organization}/stats_v2", OfOrganizationAsync).Needs(Permission.Read).Describe("Counts an organization's reports by outcome, reason, project and time", answer: Examples.Stats);
    }

    private static async Task<IResult> OfProjectAsync(string? stat, HttpRequest request, Access access, IssueDesk desk, OutcomeQueries outcomes, CancellationToken cancellation)
    {
        Func<OutcomeKind, bool>? counts = stat switch
        {
            null or "" or "received" => _ => true,
            "generated" or "accepted" => kind => kind == OutcomeKind.Accepted,
            "rejected" => kind => kind is OutcomeKind.RateLimited or OutcomeKind.Invalid or OutcomeKind.Unavailable,
            "blacklisted" or "filtered" => kind => kind == OutcomeKind.Filtered,
            "sampled" => kind => kind == OutcomeKind.Sampled,
            _ => null,
        };
        if (counts is null)
        {
            return ApiError.BadRequest("Invalid stat: there are received, accepted, rejected, filtered and sampled.");
        }

        if (StatsPeriod.Read(request.Query, desk.Now, out var period) is { } wrong)
        {
            return ApiError.BadRequest(wrong);
        }

        var row = new long[period.Count];
        foreach (var sum in await outcomes.SumAsync([access.Project.Id], period.From, period.Before, period.ByDay, cancellation))
        {
            row[period.IndexOf(sum.At)] += counts(sum.Outcome) ? sum.Count : 0;
        }

        return TypedResults.Json([.. period.Starts().Zip(row, (start, count) => (IReadOnlyList<long>)[start.ToUnixTimeSeconds(), count])], ApiJson.Written.IReadOnlyListIReadOnlyListInt64);
    }

    private static async Task<IResult> OfOrganizationAsync(HttpRequest request, Access access, IssueDesk desk, OutcomeQueries outcomes, CancellationToken cancellation)
    {
        var parameters = request.Query;
        var fields = parameters["field"].OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var by = parameters["groupBy"].OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (fields.Count == 0 || !fields.TrueForAll(Fields.Contains))
        {
            return ApiError.BadRequest("Invalid field: there are sum(quantity) and sum(times_seen).");
        }

        if (!by.TrueForAll(Groupings.Contains))
        {
            return ApiError.BadRequest("Invalid groupBy: there are outcome, reason, project and category.");
        }

        if (StatsPeriod.Read(parameters, desk.Now, out var period) is { } wrong)
        {
            return ApiError.BadRequest(wrong);
        }

        if (await desk.ProjectsAsync(access, parameters, cancellation) is not { } projects)
        {
            return ApiError.NotFound();
        }

        var sums = Wanted(parameters["category"], Category)
            ? await outcomes.SumAsync([.. projects.Keys], period.From, period.Before, period.ByDay, cancellation)
            : [];
        var groups = sums.Where(sum => Wanted(parameters["outcome"], OutcomeNames.Of(sum.Outcome)) && Wanted(parameters["reason"], sum.Reason))
            .GroupBy(sum => string.Join('\0', by.Select(name => ValueOf(sum, name))))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => GroupOf(group, by, fields, period));
        return TypedResults.Json(
            new ApiStatsV2(Words.Iso(period.From), Words.Iso(period.Before), [.. period.Starts().Select(Words.Iso)], [.. groups]), ApiJson.Written.ApiStatsV2);
    }

    private static ApiStatsGroup GroupOf(IEnumerable<OutcomeSum> sums, List<string> by, List<string> fields, StatsPeriod period)
    {
        var row = new long[period.Count];
        OutcomeSum? any = null;
        foreach (var sum in sums)
        {
            any = sum;
            row[period.IndexOf(sum.At)] += sum.Count;
        }

        return new(
            by.ToDictionary(name => name, name => ValueOf(any!, name)),
            fields.ToDictionary(field => field, _ => row.Sum()),
            fields.ToDictionary(field => field, _ => (IReadOnlyList<long>)row));
    }

    private static string ValueOf(OutcomeSum sum, string name) => name switch
    {
        "outcome" => OutcomeNames.Of(sum.Outcome),
        "reason" => sum.Reason,
        "project" => sum.Project.ToString(),
        _ => Category,
    };

    private static bool Wanted(Microsoft.Extensions.Primitives.StringValues asked, string value) => asked.Count == 0 || asked.Contains(value) || asked.Contains("");
}
