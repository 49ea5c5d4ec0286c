using Picket.Gateway.Configuration;
using Picket.Gateway.Destinations;
using Picket.Gateway.Limits;
using Picket.Ingestion;
using Picket.Ingestion.Inbox;
using Picket.Web.Frames;
using Picket.Web.Ingest;

namespace Picket.Gateway.Edge;

/// <summary>
/// Takes reports at the edge: limits what a network sends, and gives each report to its project's host. What surely was not taken goes to the next host; what may
/// have been goes to nobody else.
/// </summary>
/// <param name="upstreams">The hosts there are.</param>
/// <param name="networks">What each network may send.</param>
/// <param name="inFlight">How many reports may be under way.</param>
/// <param name="queue">Where a flood waits, so that others do not.</param>
/// <param name="options">Where reports go, and how long they wait for a host.</param>
/// <param name="instruments">Count.</param>
/// <param name="time">Clock.</param>
internal sealed class EdgeReceiver(Func<Upstream[]> upstreams, NetworkLimiter networks, InFlight inFlight, FairQueue queue, GatewayOptions options, EdgeInstruments instruments, TimeProvider time) : IReportReceiver
{
    private const int MaxOnStack = 64;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <inheritdoc/>
    public IngestAnswer? Screen(ReportRequest request)
    {
        if (networks.TryTake(request.Address, out _))
        {
            return null;
        }

        Refuse(request.Project, Refusal.NetworkLimited.Reason!);
        return new IngestAnswer(Refusal.NetworkLimited);
    }

    /// <inheritdoc/>
    public ValueTask<IngestAnswer> ReceiveAsync(ReportRequest request, BodyCharge charge)
    {
        if (inFlight.TryEnter())
        {
            return DeliverAsync(request);
        }

        return new(RefuseAsFull(request));
    }

    /// <inheritdoc/>
    public void Refuse(ProjectId project, string reason, int count = 1)
    {
        instruments.OnRefused(reason, count);
        var all = upstreams();
        if (all.Length > 0)
        {
            all[Math.Max(0, Pick(project, all, null))].Link.Refuse(project, reason); // Where no host is usable now, the link keeps it until one is.
        }
    }

    private IngestAnswer RefuseAsFull(ReportRequest request)
    {
        Refuse(request.Project, Refusal.Full.Reason!);
        return new(Refusal.Full);
    }

    /// <summary>Gives it to a host when its turn has come, and its place among those under way back.</summary>
    private async ValueTask<IngestAnswer> DeliverAsync(ReportRequest request)
    {
        HashSet<Upstream>? tried = null;
        long? started = null;
        var (hasTurn, took) = (false, 0L);
        try
        {
            if (!(hasTurn = await queue.EnterAsync(request.Project, request.Body.Length)))
            {
                return RefuseAsFull(request);
            }

            while (true)
            {
                var all = upstreams();
                if (Pick(request.Project, all, tried) is >= 0 and var picked)
                {
                    var sent = time.GetTimestamp();
                    var result = await all[picked].Link.SendAsync(request);
                    if (result.Fate == FrameFate.Answered)
                    {
                        took = result.Answer.Refusal is null ? Math.Max(1, time.GetTimestamp() - sent) : 0; // What is refused does not wait for a commit.
                        instruments.OnAnswered();
                        return result.Answer;
                    }

                    if (result.Fate == FrameFate.Unknown)
                    {
                        instruments.OnUnknown();
                        return new(Refusal.Unavailable);
                    }

                    instruments.OnResent();
                    (tried ??= []).Add(all[picked]);
                    continue;
                }

                // No host takes it: one may be starting, or this gateway may have lost its link for a moment.
                if (time.GetElapsedTime(started ??= time.GetTimestamp()) >= options.HostWait)
                {
                    instruments.OnNoHost();
                    return new(Refusal.Unavailable);
                }

                await Task.Delay(Look, time);
                tried = null;
            }
        }
        finally
        {
            inFlight.Leave();
            if (hasTurn)
            {
                queue.Leave(request.Project, took);
            }
        }
    }

    private int Pick(ProjectId project, Upstream[] all, HashSet<Upstream>? tried)
    {
        Span<Candidate> candidates = all.Length <= MaxOnStack ? stackalloc Candidate[all.Length] : new Candidate[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            candidates[i] = new(all[i].Hash, all[i].Link.UnderWay, all[i].IsUsable && tried?.Contains(all[i]) != true);
        }

        // A limit must not keep a project on one host that others could help.
        var always = queue.HasLine(project) ? Math.Min(options.SpillAbove, queue.Limit / 2) : options.SpillAbove;
        return Rendezvous.Pick(Rendezvous.Hash(project), candidates, options.Placement, always);
    }
}
