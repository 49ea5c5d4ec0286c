using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Picket.Gateway.Configuration;
using Picket.Gateway.Destinations;
using Picket.Gateway.Edge;
using Picket.Gateway.Limits;
using Picket.Testing;
using Picket.Web.Frames;
using Picket.Web.Ingest;
using Yarp.ReverseProxy.Model;

namespace Picket.Gateway.Tests.Edge;

public sealed class Delivery_to_hosts : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly Meter _meter = new("Tests");
    private readonly GatewayOptions _options = new() { NetworkRate = 1, NetworkBurst = 100, MaxReportsUnderWay = 10 };
    private readonly FakeLink[] _links = [new(), new(), new()];
    private readonly Upstream[] _hosts;
    private readonly FairQueue _queue;
    private readonly EdgeReceiver _edge;

    public Delivery_to_hosts()
    {
        _hosts = [.. _links.Select((link, i) => new Upstream(new DestinationState($"http://10.0.0.{i}:8080"), link))];
        _queue = new(maxReports: 3, maxBytes: 1000, seed: 7, _time);
        _edge = new(() => _hosts, new(_options.NetworkRate, _options.NetworkBurst, 1024, 7, _time), new(_options.MaxReportsUnderWay), _queue, _options, new(_meter), _time);
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_project_stays_with_its_host_and_projects_spread_over_all()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(default, await SendAsync(1));
        }

        Assert.Single(_links, link => link.Sent.Count == 10);
        for (var project = 1; project <= 100; project++)
        {
            await SendAsync(project);
        }

        Assert.All(_links, link => Assert.True(link.Sent.Count > 10));
    }

    [Fact]
    public async Task What_a_host_sends_back_untouched_goes_to_the_next_one()
    {
        await SendAsync(1);
        var own = _links.Single(link => link.Sent.Count == 1);
        own.Result = new(FrameFate.NotProcessed);
        Assert.Equal(default, await SendAsync(1));
        Assert.Equal((2, 3), (own.Sent.Count, _links.Sum(link => link.Sent.Count)));
    }

    [Fact]
    public async Task What_may_have_been_taken_goes_to_nobody_else()
    {
        Array.ForEach(_links, link => link.Result = new(FrameFate.Unknown));
        Assert.Same(Refusal.Unavailable, (await SendAsync(1)).Refusal);
        Assert.Equal(1, _links.Sum(link => link.Sent.Count));
    }

    [Fact]
    public async Task Hosts_that_are_ill_or_away_get_nothing()
    {
        await SendAsync(1);
        var own = Array.FindIndex(_links, link => link.Sent.Count == 1);
        _hosts[own].Destination.Health.Active = DestinationHealth.Unhealthy;
        await SendAsync(1);
        var second = Array.FindIndex(_links, link => link.Sent.Count == 1 && link != _links[own]);
        _links[second].IsOpen = false;
        await SendAsync(1);
        Assert.All(_links, link => Assert.Single(link.Sent));
    }

    [Fact]
    public async Task Where_no_host_takes_it_a_report_waits_for_one()
    {
        Array.ForEach(_links, link => link.IsOpen = false);
        var waits = SendAsync(1).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(waits.IsCompleted);
        _links[1].IsOpen = true;
        Assert.Equal(default, await PassAsync(waits));
        Assert.Single(_links[1].Sent);
    }

    [Fact]
    public async Task But_not_for_ever()
    {
        Array.ForEach(_links, link => link.Result = new(FrameFate.NotProcessed));
        var started = _time.GetUtcNow();
        Assert.Same(Refusal.Unavailable, (await PassAsync(SendAsync(1).AsTask())).Refusal);
        Assert.InRange(_time.GetUtcNow() - started, _options.HostWait, _options.HostWait + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task More_than_may_be_under_way_is_refused_and_counted()
    {
        Array.ForEach(_links, link => link.IsOpen = false);
        var waiting = Enumerable.Range(1, _options.MaxReportsUnderWay).Select(_ => SendAsync(1).AsTask()).ToList();
        Array.ForEach(_links, link => link.IsOpen = true);
        Assert.Same(Refusal.Full, (await SendAsync(1)).Refusal);
        Assert.Equal(["queue_full"], _links.SelectMany(link => link.Refusals));
        await PassAsync(Task.WhenAll(waiting));
        Assert.Equal(default, await SendAsync(1));
    }

    [Fact]
    public async Task A_flood_waits_in_its_own_line_others_do_not_and_what_is_over_the_line_is_refused()
    {
        _queue.Set(2);
        var answers = new TaskCompletionSource();
        Array.ForEach(_links, link => link.Answers = answers.Task);
        var flood = Enumerable.Range(0, 5).Select(_ => SendAsync(1).AsTask()).ToList();
        Assert.Same(Refusal.Full, (await SendAsync(1)).Refusal);
        var other = SendAsync(2).AsTask();
        Assert.Equal([1L, 1L, 2L], Sent());

        answers.SetResult();
        Assert.All(await PassAsync(Task.WhenAll([.. flood, other])), answer => Assert.Equal(default, answer));
        Assert.Equal([1L, 1L, 1L, 1L, 1L, 2L], Sent());
        Assert.Equal(["queue_full"], _links.SelectMany(link => link.Refusals));
        Assert.Equal((0, 0), (_queue.Waiting, _queue.LookAtHosts().Busiest));

        IEnumerable<long> Sent() => _links.SelectMany(link => link.Sent).Select(request => request.Project.Value).Order();
    }

    [Fact]
    public async Task Whoever_waits_in_line_while_hosts_are_away_has_its_place_given_back()
    {
        _queue.Set(1);
        Array.ForEach(_links, link => link.IsOpen = false);
        var all = Enumerable.Range(0, 3).Select(_ => SendAsync(1).AsTask()).ToList();
        Assert.All(await PassAsync(Task.WhenAll(all)), answer => Assert.Same(Refusal.Unavailable, answer.Refusal));
        Assert.Equal((0, 0), (_queue.Waiting, _queue.LookAtHosts().Busiest));
    }

    [Fact]
    public async Task What_waits_in_line_spills_over_sooner()
    {
        var spilling = new GatewayOptions { Placement = Placement.Bounded, SpillAbove = 256 };
        var edge = new EdgeReceiver(() => _hosts, new(1, 100, 1024, 7, _time), new(100), _queue, spilling, new(_meter), _time);
        await edge.ReceiveAsync(Request(1), null!);
        var own = _links.Single(link => link.Sent.Count == 1);
        own.UnderWay = 20;
        await edge.ReceiveAsync(Request(1), null!);
        _queue.Set(2);
        var answers = new TaskCompletionSource();
        Array.ForEach(_links, link => link.Answers = answers.Task);
        var all = Enumerable.Range(0, 4).Select(_ => edge.ReceiveAsync(Request(1), null!).AsTask()).ToList();
        Assert.Equal((4, 4), (own.Sent.Count, _links.Sum(link => link.Sent.Count)));
        _queue.Set(3); // Of the two that wait one may go, and goes elsewhere.
        await Until.TrueAsync(() => _links.Sum(link => link.Sent.Count) == 5, Patience, "one has gone on");
        Assert.Equal(4, own.Sent.Count);
        answers.SetResult();
        await Task.WhenAll(all).WaitAsync(Patience);
    }

    [Fact]
    public void A_network_that_sends_too_much_is_told_so_and_others_are_not()
    {
        for (var i = 0; i < _options.NetworkBurst; i++)
        {
            Assert.Null(_edge.Screen(Request(1)));
        }

        Assert.Same(Refusal.NetworkLimited, _edge.Screen(Request(1))?.Refusal);
        Assert.Equal(["network_limit"], _links.SelectMany(link => link.Refusals));
        Assert.Null(_edge.Screen(Request(1, "192.0.2.2")));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_edge.Screen(Request(1)));
    }

    private ValueTask<IngestAnswer> SendAsync(long project) => _edge.ReceiveAsync(Request(project), null!);

    private static ReportRequest Request(long project, string address = "192.0.2.1") => new() { Project = new(project), Key = default, Address = IPAddress.Parse(address) };

    /// <summary>Moves the clock in small steps until <paramref name="task"/> is done, as time would.</summary>
    private async Task<T> PassAsync<T>(Task<T> task)
    {
        var impatient = Task.Delay(Patience);
        while (!task.IsCompleted && !impatient.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(25));
            await Task.WhenAny(task, Task.Delay(1));
        }

        return await task.WaitAsync(Patience);
    }
}
