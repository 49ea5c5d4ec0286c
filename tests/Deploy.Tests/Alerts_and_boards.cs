using System.Text.RegularExpressions;
using Picket.Testing;

namespace Picket.Deploy.Tests;

/// <summary>What pages people: each alert fires when it should, on metrics that exist, and says where to read on.</summary>
public sealed partial class Alerts_and_boards
{
    private static readonly string _rules = Path.Combine(Built.Root, "deploy", "prometheus", "rules.yaml");

    [Theory]
    [InlineData("check", "rules.yaml")]
    [InlineData("test", "rules.test.yaml")]
    public async Task Rules_are_what_Prometheus_takes_and_do_what_their_tests_say(string what, string file)
    {
        var (code, said) = await Command.RunAsync(Path.GetDirectoryName(_rules)!, "promtool", [what, "rules", file]);
        Assert.True(code == 0, said);
    }

    [Fact]
    public void Each_metric_that_is_asked_for_is_on_a_page()
    {
        var pages = Page("metrics.md") + Page("cluster.md");
        var asked = Directory.EnumerateFiles(Path.Combine(Built.Root, "deploy", "grafana"), "*.json").Append(_rules)
            .SelectMany(path => Metric().Matches(File.ReadAllText(path))).Select(match => Parts().Replace(match.Value, "")).ToHashSet();

        Assert.True(asked.Count > 20, "The pattern finds too few.");
        Assert.All(asked, name => Assert.Contains($"`{name}`", pages, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_alert_has_its_section_in_the_runbook()
    {
        var rules = File.ReadAllText(_rules);
        var sections = Heading().Matches(Page("runbook.md")).Select(match => Anchor(match.Groups[1].Value)).ToHashSet();
        var linked = Runbook().Matches(rules).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(Regex.Count(rules, "- alert:"), linked.Count);
        Assert.Subset(sections, linked.ToHashSet());
    }

    [Fact]
    public void Each_alert_is_named_in_the_runbook()
    {
        var runbook = Page("runbook.md");
        Assert.All(Alert().Matches(File.ReadAllText(_rules)), alert => Assert.Contains(alert.Groups[1].Value, runbook, StringComparison.Ordinal));
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(Built.Root, "docs", name));

    /// <summary>As GitHub makes it of a heading.</summary>
    private static string Anchor(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\bpicket_[a-z0-9_]+[a-z0-9]\b")]
    private static partial Regex Metric();

    /// <summary>A histogram's series, which pages name by its own name.</summary>
    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Parts();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"runbook: docs/runbook\.md#(\S+)")]
    private static partial Regex Runbook();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();
}
