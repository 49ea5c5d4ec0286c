using System.Net;
using Picket.Ingestion.Outcomes;

namespace Picket.Web.Tests.Ingest;

/// <summary>How the outcomes of a submission become one answer.</summary>
public abstract class AnswerContract(IIngestHost host) : IngestContract(host)
{
    private static readonly LimitHit KeyLimit = new(LimitScope.Key, TimeSpan.FromSeconds(42.42), OutcomeReasons.KeyLimit);

    [Theory]
    [InlineData(1, 0, 0, 0, 0)]
    [InlineData(0, 1, 0, 0, 0)]
    [InlineData(0, 0, 1, 0, 0)]
    [InlineData(1, 0, 0, 3, 3)]
    [InlineData(0, 1, 0, 0, 5)]
    public async Task Something_taken_and_nothing_unavailable_is_200(int accepted, int filtered, int sampled, int limited, int invalid)
    {
        Intake.Answer = _ => new(accepted, filtered, sampled, limited, invalid, 0, limited > 0 ? KeyLimit : null, null);
        await AcceptedAsync(await SendAsync(Post(WithKey())));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(999, 1)]
    public async Task Anything_unavailable_is_503_with_a_time_to_come_back(int accepted, int unavailable)
    {
        Intake.Answer = _ => new(accepted, 0, 0, 0, 0, unavailable, null, OutcomeReasons.NotCommitted);
        var answer = await SendAsync(Post(WithKey()));
        await RefusedAsync(HttpStatusCode.ServiceUnavailable, "the report could not be stored; send it again later", answer);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Empty(Intake.Refusals);
    }

    [Theory]
    [InlineData(LimitScope.Key, 42.42, "43", "43:security:key:key_limit")]
    [InlineData(LimitScope.Project, 60, "60", "60:security:project:key_limit")]
    [InlineData(LimitScope.Organization, 0.001, "1", "1:security:organization:key_limit")]
    public async Task Over_a_limit_is_429_with_whole_seconds(LimitScope scope, double seconds, string retryAfter, string limits)
    {
        Intake.Answer = _ => new(0, 0, 0, 1, 0, 0, new(scope, TimeSpan.FromSeconds(seconds), OutcomeReasons.KeyLimit), OutcomeReasons.KeyLimit);
        var answer = await SendAsync(Post(WithKey()));
        await RefusedAsync(HttpStatusCode.TooManyRequests, "over a rate limit; the report was not counted", answer);
        Assert.Equal(retryAfter, Assert.Single(answer.Headers.GetValues("Retry-After")));
        Assert.Equal(limits, Assert.Single(answer.Headers.GetValues("X-Sentry-Rate-Limits")));
    }

    [Theory]
    [InlineData(OutcomeReasons.UnknownProject)]
    [InlineData(OutcomeReasons.ProjectDisabled)]
    [InlineData(OutcomeReasons.UnknownKey)]
    [InlineData(OutcomeReasons.KeyDisabled)]
    public async Task No_right_to_send_is_403_and_does_not_say_which(string reason)
    {
        Intake.Answer = _ => new(0, 0, 0, 0, 1, 0, null, reason);
        var json = await RefusedAsync(HttpStatusCode.Forbidden, "event submission rejected with_reason: ProjectId", await SendAsync(Post(WithKey())));
        Assert.False(json.TryGetProperty("causes", out _));
        Assert.Empty(Intake.Refusals);
    }

    [Fact]
    public async Task An_origin_that_is_not_allowed_is_403()
    {
        Intake.Answer = _ => new(0, 0, 0, 0, 1, 0, null, OutcomeReasons.Cors);
        await RefusedAsync(HttpStatusCode.Forbidden, "event submission rejected with_reason: Cors", await SendAsync(Post(WithKey())));
    }

    [Theory]
    [InlineData("not_a_report")]
    [InlineData("no_directive")]
    [InlineData("too_many_items")]
    [InlineData("something_new")]
    public async Task A_batch_without_any_report_is_400(string reason)
    {
        Intake.Answer = _ => new(0, 0, 0, 0, 2, 0, null, reason);
        await RefusedAsync(HttpStatusCode.BadRequest, "invalid security report", await SendAsync(Post(WithKey())));
    }

    [Fact]
    public async Task An_error_of_ours_is_503_and_one_line_of_log()
    {
        Intake.Answer = _ => throw new InvalidOperationException("a bug");
        for (var i = 0; i < 3; i++)
        {
            await RefusedAsync(HttpStatusCode.ServiceUnavailable, "the report could not be stored; send it again later", await SendAsync(Post(WithKey())));
        }

        if (Host is KestrelIngestHost { Log: var log })
        {
            Assert.Contains("a bug", Assert.Single(log.Lines, line => line.StartsWith("3001 ", StringComparison.Ordinal)));
        }
    }
}
