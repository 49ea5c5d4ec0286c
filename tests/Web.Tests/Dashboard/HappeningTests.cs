using Picket.Reports;
using Picket.Web.Dashboard;

namespace Picket.Web.Tests.Dashboard;

public sealed class HappeningTests
{
    /// <summary>Directive | blocked | browsers | hosts | enforced, report only | release | sentence.</summary>
    [Theory]
    [InlineData("script-src-elem | cdn.example.net | Chrome 156, Firefox 153 | shop.example | 9 0 | 42 | Chrome and Firefox blocked a script from cdn.example.net on shop.example since release 42.")]
    [InlineData("img-src | cdn.example.net | Chrome 156, Chrome 155 | shop.example, blog.example | 0 9 | - | Chrome reported an image from cdn.example.net, which the policy would block on shop.example and blog.example.")]
    [InlineData("script-src-elem | inline: | Chrome 1, Edge 1, Safari 17.2 | a.example, b.example, c.example, d.example | 1 1 | - | Chrome, Edge and 1 more browser blocked an inline script and elsewhere only reported it on a.example, b.example and 2 more sites.")]
    [InlineData("script-src-attr | 'inline' | - | - | 1 0 | - | Browsers blocked an event handler in the markup.")]
    [InlineData("style-src-attr | inline | - | - | 1 0 | - | Browsers blocked a style attribute.")]
    [InlineData("style-src-elem | inline | - | - | 1 0 | - | Browsers blocked an inline style.")]
    [InlineData("script-src | eval | - | - | 1 0 | - | Browsers blocked text run as code (eval).")]
    [InlineData("script-src | wasm-eval | - | - | 1 0 | - | Browsers blocked WebAssembly that the page compiles.")]
    [InlineData("require-trusted-types-for | trusted-types-sink | - | - | 0 1 | - | Browsers reported text where a trusted type must be, which the policy would block.")]
    [InlineData("connect-src | api.example | - | - | 0 0 | - | Browsers reported a connection to api.example, which the policy does not allow.")]
    [InlineData("form-action | pay.example | - | - | 1 0 | - | Browsers blocked a form sent to pay.example.")]
    [InlineData("frame-ancestors | evil.example | - | - | 1 0 | - | Browsers blocked the page inside a frame of evil.example.")]
    [InlineData("font-src | data: | - | - | 1 0 | - | Browsers blocked a font from a data: address.")]
    [InlineData("unheard-of | - | - | - | 1 0 | - | Browsers blocked something.")]
    public void One_sentence_says_it(string line)
    {
        var columns = line.Split('|', StringSplitOptions.TrimEntries);
        var counts = columns[4].Split(' ').Select(long.Parse).ToArray();
        Assert.Equal(columns[6], HappeningSentence.Of(new()
        {
            Directive = columns[0],
            Blocked = columns[1] == "-" ? null : columns[1],
            Browsers = List(columns[2]),
            Hosts = List(columns[3]),
            Enforced = counts[0],
            ReportOnly = counts[1],
            Since = columns[5] == "-" ? null : columns[5],
        }));
    }

    [Fact]
    public void Every_kind_has_a_sentence_of_its_own()
    {
        var sentences = ReportKinds.All.Select(kind => HappeningSentence.Of(new() { Kind = kind })).ToList();
        Assert.Equal(sentences.Count, sentences.Distinct().Count());
    }

    private static string[] List(string text) => text == "-" ? [] : text.Split(", ");
}
