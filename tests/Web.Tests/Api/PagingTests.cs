using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Picket.Storage.Search;
using Picket.Web.Api;
using Picket.Web.Dashboard;
using Picket.Web.Tests.Support;

namespace Picket.Web.Tests.Api;

public sealed class PagingTests
{
    private static readonly ReportUris Uris = new(Options.Create(new WebOptions { PublicUrl = "https://reports.example.com/" }));

    [Fact]
    public void A_cursor_keeps_its_place_to_the_microsecond()
    {
        var issue = Some.Issue();
        var cursor = PageCursor.Behind(issue, IssueSort.LastSeen);
        Assert.True(PageCursor.TryParse(cursor.ToString(), out var read));
        Assert.Equal(((issue.ListedAt - DateTimeOffset.UnixEpoch).Ticks / 10, issue.ListedId), (read.Key, read.Id));
    }

    [Theory]
    [InlineData(IssueSort.New)]
    [InlineData(IssueSort.Frequency)]
    public void A_cursor_keeps_what_its_list_is_ordered_by(IssueSort sort)
    {
        var issue = Some.Issue();
        Assert.True(PageCursor.TryParse(PageCursor.Behind(issue, sort).ToString(), out var read));
        Assert.Equal((sort == IssueSort.New ? issue.ListedId : issue.Count, issue.ListedId), (read.Key, read.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1:2")]
    [InlineData("1:2:1")]
    [InlineData("1:2:0:0")]
    [InlineData("-1:2:0")]
    [InlineData("1:-2:0")]
    [InlineData("1: 2:0")]
    [InlineData("x:2:0")]
    [InlineData("9223372036854775807:2:0")]
    [InlineData("1:99999999999999999999:0")]
    public void Anything_else_is_no_cursor(string text) => Assert.False(PageCursor.TryParse(text, out _));

    [Fact]
    public void One_issue_more_than_fits_says_that_the_list_goes_on()
    {
        var issues = Enumerable.Range(1, 4).Select(id => Some.Issue(id)).ToArray();
        Assert.Null(IssueSlice.Of(issues, 4, IssueSort.LastSeen).Next);
        var slice = IssueSlice.Of(issues, 3, IssueSort.LastSeen);
        Assert.Equal([1, 2, 3], slice.Issues.Select(issue => issue.Id));
        Assert.Equal(PageCursor.Behind(issues[2], IssueSort.LastSeen), slice.Next);
    }

    [Fact]
    public void The_link_header_leads_on_from_the_public_address()
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new("evil.example");
        context.Request.Path = "/api/0/projects/acme/shop/issues/";
        context.Request.QueryString = new("?query=release%3A1&limit=2&cursor=9:9:0");

        PageLinks.Write(context.Response, Uris, "9:9:0", "5:6:0");

        var links = context.Response.Headers.Link.ToString().Split(", ");
        const string Base = "<https://reports.example.com/api/0/projects/acme/shop/issues/?query=release%3A1&limit=2&cursor=";
        Assert.Equal($"""{Base}9%3A9%3A0>; rel="previous"; results="false"; cursor="9:9:0" """.TrimEnd(), links[0]);
        Assert.Equal($"""{Base}5%3A6%3A0>; rel="next"; results="true"; cursor="5:6:0" """.TrimEnd(), links[1]);
    }

    [Fact]
    public void The_last_page_says_so()
    {
        var context = new DefaultHttpContext();
        PageLinks.Write(context.Response, Uris, null, null);
        Assert.Contains("rel=\"next\"; results=\"false\"", context.Response.Headers.Link.ToString(), StringComparison.Ordinal);
    }
}
