using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;
using Picket.Reports.Noise;
using Picket.Reports.UserAgents;

namespace Picket.Grains.Interfaces.Wire;

/// <summary>Reports between silos, each request they came with once.</summary>
[GenerateSerializer, Immutable, Alias("picket.Arrivals")]
public readonly record struct ArrivalsSurrogate(
    [property: Id(0)] long Project,
    [property: Id(1)] IReadOnlyList<SubmissionSurrogate> Submissions,
    [property: Id(2)] IReadOnlyList<ArrivalSurrogate> Arrivals,
    [property: Id(3)] IssueKey? Issue)
{
    internal static ArrivalsSurrogate Of(IReadOnlyList<Arrival> arrivals, Func<Arrival, bool> wantsBody, IssueKey? issue)
    {
        var places = new Dictionary<Submission, int>(ReferenceEqualityComparer.Instance);
        var submissions = new List<SubmissionSurrogate>();
        var items = new List<ArrivalSurrogate>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            if (!places.TryGetValue(arrival.From, out var place))
            {
                places.Add(arrival.From, place = submissions.Count);
                submissions.Add(SubmissionSurrogate.Of(arrival.From));
            }

            items.Add(ArrivalSurrogate.Of(arrival, place, wantsBody(arrival)));
        }

        return new(arrivals[0].From.Project.Value, submissions, items, issue);
    }

    internal List<Arrival> ToArrivals(Func<int, IArrivalObserver?> observer)
    {
        var project = Project;
        var submissions = Submissions.Select(item => item.ToSubmission(new(project))).ToList();
        return [.. Arrivals.Select((item, index) => item.ToArrival(submissions[item.Submission], observer(index)))];
    }
}

/// <summary>One report between silos.</summary>
[GenerateSerializer, Immutable, Alias("picket.Arrival")]
public readonly record struct ArrivalSurrogate(
    [property: Id(0)] int Submission,
    [property: Id(1)] long Key,
    [property: Id(2)] ReportSurrogate Report,
    [property: Id(3)] string? FilteredBy,
    [property: Id(4)] string[]? Noise,
    [property: Id(5)] int? Stands)
{
    internal static ArrivalSurrogate Of(Arrival arrival, int submission, bool withBody) => new(
        submission,
        arrival.Key.Value,
        ReportSurrogate.Of(arrival.Report, withBody),
        arrival.FilteredBy,
        arrival.Noise.Reasons.Count == 0 ? null : [.. arrival.Noise.Reasons.Select(reason => reason.Code)],
        arrival.Stands == 1 ? null : arrival.Stands);

    internal Arrival ToArrival(Submission from, IArrivalObserver? observer) => new(Report.ToReport(), from, new(Key), observer)
    {
        FilteredBy = OutcomeReasons.Known(FilteredBy),
        Noise = Noise is null ? NoiseVerdict.Clean : NoiseVerdict.OfCodes(Noise),
        Stands = Stands ?? 1, // A silo of an earlier version does not say.
    };
}

/// <summary><see cref="Submission"/> between silos, without its items.</summary>
[GenerateSerializer, Immutable, Alias("picket.Submission")]
public sealed record SubmissionSurrogate(
    [property: Id(0)] UInt128 Key,
    [property: Id(1)] DateTimeOffset Received,
    [property: Id(2)] string? Origin,
    [property: Id(3)] string? Release,
    [property: Id(4)] string? Environment,
    [property: Id(5)] string Browser,
    [property: Id(6)] ulong Client,
    [property: Id(7)] ulong Network,
    [property: Id(8)] string? Platform)
{
    internal static SubmissionSurrogate Of(Submission from) =>
        new(from.Key.Value, from.Received, from.Origin, from.Release, from.Environment, from.Browser, from.Client, from.Network, from.Platform);

    internal Submission ToSubmission(Ingestion.ProjectId project) => new()
    {
        Project = project,
        Key = new(Key),
        Items = [],
        Received = Received,
        Origin = Origin,
        Release = Release,
        Environment = Environment,
        Browser = Browser,
        Platform = Platform ?? ClientAgent.UnknownName, // A silo of an earlier version does not say.
        Client = Client,
        Network = Network,
    };
}

/// <summary>Converts <see cref="ReportBatch"/>.</summary>
[RegisterConverter]
public sealed class ReportBatchConverter : IConverter<ReportBatch, ArrivalsSurrogate>
{
    /// <inheritdoc/>
    public ReportBatch ConvertFromSurrogate(in ArrivalsSurrogate surrogate)
    {
        var pending = new PendingOutcomes(surrogate.Arrivals.Count);
        return new(surrogate.ToArrivals(pending.Observer), pending);
    }

    /// <inheritdoc/>
    public ArrivalsSurrogate ConvertToSurrogate(in ReportBatch value) => ArrivalsSurrogate.Of(value.Arrivals, value.WantsBody, null);
}

/// <summary>Converts <see cref="IssueGroup"/>.</summary>
[RegisterConverter]
public sealed class IssueGroupConverter : IConverter<IssueGroup, ArrivalsSurrogate>
{
    /// <inheritdoc/>
    public IssueGroup ConvertFromSurrogate(in ArrivalsSurrogate surrogate) => new(new(surrogate.Issue!.Value, surrogate.ToArrivals(static _ => null)), true) { IsFromElsewhere = true };

    /// <inheritdoc/>
    public ArrivalsSurrogate ConvertToSurrogate(in IssueGroup value)
    {
        var wants = value.WantsBodies;
        return ArrivalsSurrogate.Of(value.Reports.Arrivals, _ => wants, value.Reports.Key);
    }
}
