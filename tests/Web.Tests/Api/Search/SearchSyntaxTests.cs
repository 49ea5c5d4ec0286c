using Picket.Storage.Search;
using Picket.Web.Api.Search;
using Picket.Web.Tests.Support;

namespace Picket.Web.Tests.Api.Search;

public sealed class SearchSyntaxTests
{
    private static readonly SearchPeople People = new(5, new Dictionary<string, long> { ["ann@example.com"] = 7, ["ann"] = 7, ["7"] = 7 });

    /// <summary>A search, and what it demands: field=patterns (~ where wildcards count), numbers, from..before or least..most; ! where it must not be so.</summary>
    [Theory]
    [InlineData("is:unresolved", "Status=0")]
    [InlineData("is:resolved", "Status=1")]
    [InlineData("is:ignored", "Status=2")]
    [InlineData("is:archived", "Status=2")]
    [InlineData("!is:resolved", "!Status=1")]
    [InlineData("is:regressed", "Substatus=2")]
    [InlineData("is:new", "Substatus=0")]
    [InlineData("is:assigned", "Assignee=")]
    [InlineData("is:unassigned", "!Assignee=")]
    [InlineData("!is:unassigned", "Assignee=")]
    [InlineData("is:linked", "Ticket=*~")]
    [InlineData("directive:Script-Src", "Directive=script-src")]
    [InlineData("directive:[img-src,font-*]", "Directive=img-src,font-*~")]
    [InlineData("directive:\"font-*\"", "Directive=font-*")]
    [InlineData("blocked:CDN.example", "BlockedHost=cdn.example")]
    [InlineData("blocked:*.example", "BlockedHost=*.example~")]
    [InlineData("blocked:inline", "BlockedUri=inline,inline:,'inline'")]
    [InlineData("blocked:data:", "BlockedUri=data:")]
    [InlineData("blocked:https://cdn.example/*", "BlockedUri=https://cdn.example/*~")]
    [InlineData("document:shop.example", "DocumentHost=shop.example")]
    [InlineData("source:*app.js", "SourceFile=*app.js~")]
    [InlineData("disposition:enforce", "Disposition=enforce")]
    [InlineData("browser:\"Chrome 156\"", "Browser=Chrome 156")]
    [InlineData("release:web@1.2.3", "Release=web@1.2.3")]
    [InlineData("!release:1.0", "!Release=1.0")]
    [InlineData("release:latest", "LatestRelease=")]
    [InlineData("release:\"latest\"", "Release=latest")]
    [InlineData("firstRelease:latest", "NewInLatestRelease=")]
    [InlineData("firstRelease:web@1.*", "FirstRelease=web@1.*~")]
    [InlineData("has:firstRelease", "FirstRelease=*~")]
    [InlineData("environment:production cdn.example", "Environment=production|Text=cdn.example~")]
    [InlineData("kind:csp", "Kind=1")]
    [InlineData("event.type:default", "Kind=0")]
    [InlineData("noise:true", "Place=1")]
    [InlineData("noise:false", "Place=0")]
    [InlineData("noise:*", "Place=0,1,2")]
    [InlineData("noise:extension", "NoiseClass=1")]
    [InlineData("has:release", "Release=*~")]
    [InlineData("!has:release", "!Release=*~")]
    [InlineData("has:assigned", "Assignee=")]
    [InlineData("assigned:me", "Assignee=5")]
    [InlineData("assigned:none", "!Assignee=")]
    [InlineData("assigned:[me,Ann@Example.com]", "Assignee=5,7")]
    [InlineData("assigned:stranger", "Assignee=0")]
    [InlineData("bookmarks:me", "BookmarkedBy=5")]
    [InlineData("issue.id:12", "Id=12")]
    [InlineData("timesSeen:>100", "TimesSeen=101..")]
    [InlineData("timesSeen:>=100", "TimesSeen=100..")]
    [InlineData("timesSeen:<100", "TimesSeen=..99")]
    [InlineData("timesSeen:100", "TimesSeen=100..100")]
    [InlineData("firstSeen:-24h", "FirstSeen=02-28T12:00..")]
    [InlineData("age:+2d", "FirstSeen=..02-27T12:00")]
    [InlineData("lastSeen:>2026-02-01", "LastSeen=02-02T00:00..")]
    [InlineData("lastSeen:>=2026-02-01", "LastSeen=02-01T00:00..")]
    [InlineData("lastSeen:<2026-02-01T10:30Z", "LastSeen=..02-01T10:30")]
    [InlineData("lastSeen:2026-02-01", "LastSeen=02-01T00:00..02-02T00:00")]
    [InlineData("from 'inline:'", "Text=from 'inline:'~")]
    [InlineData("\"100%_ *\"", "Text=100%_ *")]
    public void A_search_says_which_issues(string query, string demanded)
    {
        Assert.True(SearchSyntax.TryParse(query, Some.Noon, People, out var conditions, out var error), error?.Message);
        Assert.Equal(demanded, string.Join('|', conditions.Select(Show)));
    }

    /// <summary>A search, the place of what it cannot do, and a word of what is said.</summary>
    [Theory]
    [InlineData("is:unknown", 3, "'unknown'")]
    [InlineData("is:[resolved,ignored]", 0, "no list")]
    [InlineData("x color:red", 2, "color:")]
    [InlineData("release:\"\"", 8, "has:release")]
    [InlineData("has:color", 4, "no key")]
    [InlineData("has:timesSeen", 4, "lack")]
    [InlineData("kind:[csp,nothing]", 10, "nothing")]
    [InlineData("noise:loud", 6, "loud")]
    [InlineData("timesSeen:many", 10, "many")]
    [InlineData("timesSeen:=>5", 10, "comparison")]
    [InlineData("timesSeen:>99999999999999999999", 10, "number")]
    [InlineData("firstSeen:yesterday", 10, "yesterday")]
    [InlineData("firstSeen:-999999w", 10, "time")]
    [InlineData("firstSeen:2026-02-30", 10, "time")]
    [InlineData("age:-5y", 4, "time")]
    [InlineData("issue.id:1' or '1'='1", 9, "number")]
    [InlineData("blocked:[inline,cdn.example]", 0, "one list")]
    public void What_a_search_cannot_do_is_said_and_never_left_out(string query, int position, string said)
    {
        Assert.False(SearchSyntax.TryParse(query, Some.Noon, People, out var conditions, out var error));
        Assert.Null(conditions);
        Assert.Equal(position, error.Position);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    private static string Show(IssueCondition condition)
    {
        var values = condition.Patterns.Count > 0 ? string.Join(',', condition.Patterns.Select(pattern => pattern.Text + (pattern.HasWildcards ? "~" : "")))
            : condition.Numbers.Count > 0 ? string.Join(',', condition.Numbers)
            : condition.From is not null || condition.Before is not null ? $"{condition.From:MM-dd'T'HH:mm}..{condition.Before:MM-dd'T'HH:mm}"
            : condition.AtLeast is not null || condition.AtMost is not null ? $"{condition.AtLeast}..{condition.AtMost}" : "";
        return $"{(condition.IsNegated ? "!" : "")}{condition.Field}={values}";
    }
}
