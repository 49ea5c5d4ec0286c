using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Local;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Admission;

/// <summary>However many hold a part of an organization's month, and whenever one of them is lost, no more pass than there are.</summary>
public sealed class Book_of_an_allowance : IAsyncDisposable
{
    private static readonly OrganizationId Organization = new(5);

    private readonly FakeTimeProvider _clock = new(Make.Noon);
    private readonly FakeAllowances _store = new();
    private readonly LocalAllowances _one;
    private readonly LocalAllowances _other;

    public Book_of_an_allowance() => (_one, _other) = (new(_store, new(), _clock), new(_store, new(), _clock));

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 7)]
    [InlineData(1000, 1001)]
    [InlineData(100_000, 999)]
    public async Task One_holder_gives_out_exactly_the_limit(long limit, int batch)
    {
        Assert.Equal(limit, await TakeAllAsync(_one, limit, batch));
        Assert.Equal(0, (await _one.TakeAsync(new(Organization, limit, 1), 1))!.Value.Count);
    }

    [Fact]
    public async Task Several_holders_give_out_no_more_than_the_limit_and_hold_hardly_anything_back()
    {
        const long Limit = 10_000;
        await TakeAsync(_other, Limit, 1); // Holds a slice, and is asked for no more.
        await TakeAsync(_other, Limit, 1);
        var passed = 2 + await TakeAllAsync(_one, Limit, 10);
        Assert.InRange(passed, Limit - (Limit / 16), Limit);
        Assert.InRange(passed + await TakeAllAsync(_other, Limit, 1), passed, Limit);
        Assert.Equal(Limit, _store.Leased.Values.Single());
    }

    [Fact]
    public async Task A_slice_that_is_lost_is_given_to_nobody_again_and_one_that_is_returned_is()
    {
        for (var lost = 1; lost < 40; lost++)
        {
            _store.Leased.Clear();
            var (killed, next) = (new AllowanceKeeper(Organization, _store, new(), _clock), new AllowanceKeeper(Organization, _store, new(), _clock));
            var passed = 0;
            for (var i = 0; i < lost; i++)
            {
                passed += (await killed.TakeAsync(new(Organization, 100, 1), 2))!.Value.Count;
            }

            if (lost % 2 == 0)
            {
                await killed.CloseAsync(CancellationToken.None);
            }

            while ((await next.TakeAsync(new(Organization, 100, 1), 1))!.Value.Count is > 0 and var more)
            {
                passed += more;
            }

            Assert.InRange(passed, lost % 2 == 0 ? 100 : 95, 100);
        }
    }

    [Fact]
    public async Task Slices_are_few_while_there_is_much()
    {
        await TakeAllAsync(_one, 1_000_000, 10);
        Assert.InRange(_store.Leases.Count, 1, 500);
        Assert.All(_store.Leases, lease => Assert.InRange(lease.Amount, 1, AllowanceBook.LargestSlice));
    }

    [Fact]
    public async Task What_is_given_back_may_be_taken_again()
    {
        var share = await TakeAsync(_one, 10, 10);
        Assert.Equal(10, share.Count);
        _one.GiveBack(Organization, share with { Count = 4 });
        Assert.Equal(4, (await TakeAsync(_one, 10, 10)).Count);
    }

    [Fact]
    public async Task The_next_month_is_another_and_what_is_left_of_the_last_is_gone()
    {
        var last = await TakeAsync(_one, 10, 5);
        _clock.SetUtcNow(last.Month.Ends - TimeSpan.FromTicks(1));
        Assert.Equal(5, (await TakeAsync(_one, 10, 10)).Count);
        _clock.SetUtcNow(last.Month.Ends);
        _one.GiveBack(Organization, last);
        Assert.Equal(10, await TakeAllAsync(_one, 10, 3));
    }

    [Fact]
    public async Task A_month_that_is_used_up_is_not_asked_for_with_each_report_and_goes_on_when_another_holder_gives_back()
    {
        var share = await TakeAsync(_other, 10, 10);
        Assert.Equal(0, (await TakeAsync(_one, 10, 1)).Count);
        Assert.Equal(0, (await TakeAsync(_one, 10, 1)).Count);
        Assert.Equal(2, _store.Leases.Count);

        _other.GiveBack(Organization, share);
        await _other.DisposeAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, await TakeAllAsync(_one, 10, 1));
    }

    [Fact]
    public async Task A_higher_limit_holds_at_once_and_an_older_one_that_comes_late_does_not()
    {
        Assert.Equal(10, await TakeAllAsync(_one, 10, 1));
        Assert.Equal(5, (await _one.TakeAsync(new(Organization, 15, Version: 2), 20))!.Value.Count);
        Assert.Equal(0, (await _one.TakeAsync(new(Organization, 10, Version: 1), 1))!.Value.Count);
        Assert.Equal(0, (await _one.TakeAsync(new(Organization, 15, Version: 3), 1))!.Value.Count);
    }

    [Fact]
    public async Task Under_a_lower_limit_nothing_of_the_higher_one_passes()
    {
        await TakeAsync(_one, 1_000_000, 1);
        await TakeAsync(_one, 1_000_000, 1);
        Assert.Equal(0, (await _one.TakeAsync(new(Organization, 2, Version: 2), 1))!.Value.Count);
    }

    [Fact]
    public async Task While_nobody_can_say_nothing_passes()
    {
        _store.IsAway = true;
        Assert.Null(await _one.TakeAsync(new(Organization, 10, 1), 1));
        _store.IsAway = false;
        Assert.Equal(1, (await TakeAsync(_one, 10, 1)).Count);
    }

    [Theory]
    [InlineData("2026-12-31T23:59:59Z", "2026-12-01", "2027-01-01T00:00:00Z")]
    [InlineData("2028-02-29T00:00:00Z", "2028-02-01", "2028-03-01T00:00:00Z")]
    [InlineData("2026-05-01T01:00:00+02:00", "2026-04-01", "2026-05-01T00:00:00Z")]
    public void A_month_is_the_calendars_in_UTC(DateTimeOffset at, string first, DateTimeOffset ends)
    {
        var month = Month.Of(at);
        Assert.Equal((DateOnly.ParseExact(first, "O"), ends), (month.First, month.Ends));
    }

    private static async Task<AllowanceShare> TakeAsync(LocalAllowances from, long limit, int reports) => (await from.TakeAsync(new(Organization, limit, 1), reports))!.Value;

    private static async Task<long> TakeAllAsync(LocalAllowances from, long limit, int batch)
    {
        var passed = 0L;
        while ((await TakeAsync(from, limit, batch)).Count is > 0 and var more)
        {
            passed += more;
        }

        return passed;
    }
}
