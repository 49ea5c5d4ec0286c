using System.Reflection;
using Picket.Reports.Policies;

namespace Picket.Reports.Tests.Policies;

public class PolicyTests
{
    public static TheoryData<string> Cases => [.. Lines()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Policies_answer_as_the_specification_says(string line)
    {
        var columns = line.Split('|', StringSplitOptions.TrimEntries);
        var page = columns[3] switch { "https" => "https://example.com/page", "http" => "http://example.com/page", "-" => null, var other => other };
        var (redirects, sample) = columns.ElementAtOrDefault(5) switch
        {
            "redirects possible" => (Redirects.Possible, null),
            "redirects happened" => (Redirects.Happened, null),
            var name => (Redirects.None, name),
        };

        var check = ContentSecurityPolicy.Parse(columns[0]).Check(PolicyRequest.Of(columns[1], columns[2], page, sample, redirects));

        Assert.Equal(columns[4], $"{check.Answer.ToString().ToLowerInvariant()} {check.Expression}".TrimEnd());
    }

    [Fact]
    public void The_governing_directive_is_named_with_the_answer()
    {
        var policy = ContentSecurityPolicy.Parse("default-src 'none'; script-src 'self'");

        var check = policy.Check(PolicyRequest.Of("script-src-elem", "https://evil.example/x.js", "https://example.com/"));

        Assert.Equal(("script-src 'self'", PolicyGround.NothingMatches), (check.Directive!.ToString(), check.Ground));
        Assert.Null(ContentSecurityPolicy.Parse("img-src 'self'").Check(PolicyRequest.Of("script-src", "eval", null)).Directive);
    }

    [Fact]
    public void A_policy_over_a_bound_is_cut_and_decides_nothing()
    {
        Assert.All(
            new[] { "img-src " + new string('a', ReportLimits.MaxPolicyLength), string.Concat(Enumerable.Range(0, 100).Select(i => $"a{i} *;")), "img-src " + string.Concat(Enumerable.Repeat("a ", 5000)) },
            text =>
            {
                var policy = ContentSecurityPolicy.Parse(text);
                Assert.True(policy.IsCut);
                Assert.InRange(policy.Directives.Count, 0, ContentSecurityPolicy.MaxDirectives);
                Assert.Equal(PolicyGround.PolicyCut, policy.Check(PolicyRequest.Of("font-src", "https://a.example/", null)).Ground);
            });
    }

    [Fact]
    public void A_policy_is_written_as_it_was_read_less_what_does_not_count()
    {
        Assert.Equal("img-src 'self' https:; report-uri /r", ContentSecurityPolicy.Parse(" IMG-SRC  'self'\thttps: ;; img-src *; report-uri /r;").ToString());
        Assert.Equal(["img-src *", "font-src 'none'"], ContentSecurityPolicy.ParseList("img-src *, ,font-src 'none'").Select(policy => policy.ToString()));
    }

    [Theory]
    [InlineData("https://*.example.com:8443/js/", SourceKind.Host)]
    [InlineData("'nonce-abc'", SourceKind.Nonce)]
    [InlineData("'sha384-abc'", SourceKind.Hash)]
    [InlineData("'report-sample'", SourceKind.ReportSample)]
    [InlineData("'unsafe-something'", SourceKind.OtherKeyword)]
    [InlineData("'self", SourceKind.Invalid)]
    [InlineData("''", SourceKind.Invalid)]
    [InlineData("https://", SourceKind.Invalid)]
    [InlineData("a..example", SourceKind.Invalid)]
    [InlineData("a.*.example", SourceKind.Invalid)]
    [InlineData("user@a.example", SourceKind.Invalid)]
    [InlineData("a.example:-1", SourceKind.Invalid)]
    [InlineData("/path", SourceKind.Invalid)]
    public void Source_expressions_are_told_apart(string text, SourceKind kind) => Assert.Equal(kind, SourceExpression.Parse(text).Kind);

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("policies.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
