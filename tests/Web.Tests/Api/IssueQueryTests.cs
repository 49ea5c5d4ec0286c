using Picket.Ingestion.Issues;
using Picket.Storage.Queries;
using Picket.Web.Api;

namespace Picket.Web.Tests.Api;

public sealed class IssueQueryTests
{
    public static TheoryData<string, IssueFilter> Understood { get; } = new()
    {
        { "", new() },
        { " \t ", new() },
        { "is:unresolved", new(Status: IssueStatus.Unresolved) },
        { "is:resolved", new(Status: IssueStatus.Resolved) },
        { "is:ignored", new(Status: IssueStatus.Ignored) },
        { "is:archived", new(Status: IssueStatus.Ignored) },
        { "release:web@1.2.3", new(Release: "web@1.2.3") },
        { "release:1.2:beta", new(Release: "1.2:beta") },
        { "release:\"two words\"", new(Release: "two words") },
        { "environment:production cdn.example", new(Environment: "production", Text: "cdn.example") },
        { "is:resolved release:1 environment:\"a b\" some text", new(IssueStatus.Resolved, "1", "a b", "some text") },
        { "\"is:resolved\"", new(Text: "is:resolved") },
        { "https://cdn.example/a.js", new(Text: "https://cdn.example/a.js") },
        { "localhost:8000", new(Text: "localhost:8000") },
        { "data:", new(Text: "data:") },
        { ":8000", new(Text: ":8000") },
        { "from 'inline:'", new(Text: "from 'inline:'") },
        { "\"from  here", new(Text: "from  here") },
        { "a\"b\"", new(Text: "a b") },
        { "\"\"", new() },
        { "a\0b", new(Text: "a b") },
        { "\"a\0b\"", new(Text: "a b") },
        { "100%_", new(Text: "100%_") },
    };

    [Theory]
    [MemberData(nameof(Understood))]
    public void A_search_says_which_issues(string query, IssueFilter expected)
    {
        Assert.True(IssueQuery.TryParse(query, out var filter, out var error), error);
        Assert.Equal(expected, filter);
    }

    [Theory]
    [InlineData("is:new", "is:new")]
    [InlineData("is:", "is:")]
    [InlineData("is:resolved is:ignored", "twice")]
    [InlineData("release:", "release:")]
    [InlineData("release:\"\"", "release:")]
    [InlineData("release:1.*", "wildcards")]
    [InlineData("release:[1,2]", "lists")]
    [InlineData("release:latest", "release:latest")]
    [InlineData("environment:a environment:b", "twice")]
    [InlineData("!is:resolved", "!is:")]
    [InlineData("!release:\"1\"", "!release:")]
    [InlineData("has:release", "has:")]
    [InlineData("firstSeen:-24h", "firstSeen:")]
    [InlineData("event.type:csp", "event.type:")]
    public void What_a_search_cannot_do_is_said_and_never_left_out(string query, string said)
    {
        Assert.False(IssueQuery.TryParse(query, out var filter, out var error));
        Assert.Null(filter);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_is_bounded()
    {
        Assert.True(IssueQuery.TryParse(new('a', IssueQuery.MaxLength), out _, out _));
        Assert.False(IssueQuery.TryParse(new('a', IssueQuery.MaxLength + 1), out _, out _));
    }
}
