using Picket.Reports.Noise;
using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>What is thought of an issue, and what a person says. Picket's own: Sentry has nothing of it.</summary>
internal sealed record ApiNoise(bool IsNoise, string Class, bool? Overruled, IReadOnlyList<ApiNoiseReason> Reasons)
{
    /// <summary>From what is stored.</summary>
    public static ApiNoise Of(IssueNoise noise) => new(
        noise.IsNoise, NoiseClasses.NameOf(noise.Class), noise.Overruled, [.. noise.Reasons.Select(reason => new ApiNoiseReason(reason.Code, reason.Weight, NoiseWords.Reason(reason.Code)))]);
}

/// <summary>One piece of evidence.</summary>
internal sealed record ApiNoiseReason(string Code, int Weight, string Text);
