using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Picket.Storage.Projects;
using Picket.Web.Accounts.Settings;
using Picket.Web.Api.Tenants;

namespace Picket.Web.Tests.Settings;

public sealed class SettingTextTests
{
    [Theory]
    [InlineData("rateLimit.count=5&rateLimit.window=60", """{"rate_limit":{"count":5,"window":60}}""")]
    [InlineData("rateLimit.count=&rateLimit.window=60", "{}")]
    [InlineData("rateLimit.count=5&rateLimit.window=", null)]
    [InlineData("rateLimit.count=-5&rateLimit.window=60", null)]
    [InlineData("rateLimit.count=5&rateLimit.window=86401", null)]
    [InlineData("keepQueries=true", """{"keep_queries":true}""")]
    [InlineData("keepQueries=", "{}")]
    [InlineData("keepQueries=maybe", null)]
    [InlineData("grouping=sentry", """{"grouping":"sentry"}""")]
    [InlineData("allowedDomains=a.example b.example", """{"allowed_domains":["a.example","b.example"]}""")]
    [InlineData("allowedDomains=a.example,\nb.example", """{"allowed_domains":["a.example","b.example"]}""")]
    [InlineData("newIssuesPerHour=-1", """{"new_issues_per_hour":-1}""")]
    [InlineData("unknown=1", "{}")]
    public void A_form_is_read_as_people_fill_it_in(string form, string? expected) =>
        Assert.Equal(expected, SettingText.ReadForm(Form(form), [], out _)?.ToJsonString());

    [Fact]
    public void What_is_wrong_is_said_by_the_name_that_people_see()
    {
        SettingText.ReadForm(Form("newIssuesPerHour=many"), [], out var error);
        Assert.StartsWith("New issues per hour: Expected", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_a_form_does_not_have_stay() => Assert.Equal(
        """{"grouping":"sentry","keep_queries":true}""", SettingText.ReadForm(Form("keepQueries=true"), new() { ["grouping"] = "sentry" }, out _)!.ToJsonString());

    [Fact]
    public void Every_setting_is_on_exactly_one_page()
    {
        var shown = SettingSections.OfProject.SelectMany(section => SettingSections.In(section.Id)).ToList();
        Assert.Equal(SettingCatalog.All.OrderBy(setting => setting.Name), shown.OrderBy(setting => setting.Name));
    }

    [Theory]
    [InlineData("has=localhost&localhost=true", """{"localhost":true}""")]
    [InlineData("has=localhost", """{"localhost":false}""")]
    [InlineData("has=web_crawlers", """{"web_crawlers":false}""")]
    [InlineData("has=ignored_sources&ignored_sources=a.example\r\n\r\n b.example ", """{"ignored_sources":["a.example","b.example"]}""")]
    [InlineData("has=rules&rules={\"directive\":\"img-src\"}", """{"rules":[{"directive":"img-src"}]}""")]
    [InlineData("has=rules&rules=nonsense", """{"rules":["nonsense"]}""")]
    [InlineData("has=dropped_noise&dropped_noise=adware&dropped_noise=crawler", """{"dropped_noise":["adware","crawler"]}""")]
    [InlineData("has=made_up&made_up=1", "{}")]
    [InlineData("localhost=true", "{}")]
    public void Filters_are_read_by_the_members_a_form_is_about(string form, string expected) => Assert.Equal(expected, FilterForm.Read(Form(form), []).GetRawText());

    [Theory]
    [InlineData("localhost", """{"localhost":true}""", """{"localhost":false}""")]
    [InlineData("web-crawlers", "{}", """{"web_crawlers":false}""")]
    [InlineData("noise-adware", """{"dropped_noise":["adware","crawler"]}""", """{"dropped_noise":["crawler"]}""")]
    [InlineData("noise-adware", """{"dropped_noise":["crawler"]}""", null)]
    [InlineData("custom", """{"rules":[{"directive":"a"}]}""", "{}")]
    [InlineData("custom", "{}", null)]
    [InlineData("invalid-csp", """{"ignored_sources":["a"],"ignored_sources_defaults":true}""", """{"ignored_sources":[],"ignored_sources_defaults":false}""")]
    [InlineData("cors", "{}", null)]
    [InlineData("made-up", "{}", null)]
    public void A_filter_is_taken_away_by_the_reason_it_gave(string reason, string stored, string? expected)
    {
        var filters = JsonNode.Parse(stored)!.AsObject();
        Assert.Equal(expected, FilterChanges.Undo(filters, reason) ? filters.ToJsonString() : null);
    }

    private static FormCollection Form(string text) => new(text.Split('&').Select(pair => pair.Split('=', 2))
        .GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => new StringValues([.. group.Select(pair => pair[1])])));
}
