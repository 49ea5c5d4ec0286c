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
            if (queue.TryEnter(request.Project, (int)request.Body.Length, out var turn))
            {
                return DeliverAsync(request, turn);
            }

            inFlight.Leave();
        }

        Refuse(request.Project, Refusal.Full.Reason!);
        return new(new IngestAnswer(Refusal.Full));
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

    /// <summary>Gives it to a host when its turn has come, and its place among those under way back.</summary>
    private async ValueTask<IngestAnswer> DeliverAsync(ReportRequest request, Task turn)
    {
        HashSet<Upstream>? tried = null;
        long? started = null;
        var took = 0L;
        try
        {
            await turn;
            while (true)
            {
                var all = upstreams();
                if (Pick(request.Project, all, tried) is >= 0 and var picked)
                {
                    var sent = time.GetTimestamp();
                    var result = await all[picked].Link.SendAsync(request);
                    if (result.Fate == FrameFate.Answered)
                    {
                        took = Math.Max(1, time.GetTimestamp() - sent);
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
            queue.Leave(request.Project, took);
        }
    }

    private int Pick(ProjectId project, Upstream[] all, HashSet<Upstream>? tried)
    {
        Span<Candidate> candidates = all.Length <= MaxOnStack ? stackalloc Candidate[all.Length] : new Candidate[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            candidates[i] = new(all[i].Hash, all[i].Link.UnderWay, all[i].IsUsable && tried?.Contains(all[i]) != true);
        }

        // Where hosts are crowded, what spills over pays sooner; and a limit below the usual bound must not keep a project on one host.
        return Rendezvous.Pick(Rendezvous.Hash(project), candidates, options.Placement, Math.Min(options.SpillAbove, queue.Limit / 2));
    }
}
