using Picket.Web.Api.Search;

namespace Picket.Web.Tests.Api.Search;

public sealed class SearchReaderTests
{
    /// <summary>A search, and its terms: key=values, an exclamation mark where it is negated, "…" for what was quoted.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\0 ", "")]
    [InlineData("is:unresolved", "is=unresolved")]
    [InlineData("  is:unresolved   script ", "is=unresolved|script")]
    [InlineData("!release:1.0", "!release=1.0")]
    [InlineData("release:[1.0, 2.0 ,\"3 beta\"]", "release=1.0,2.0,\"3 beta\"")]
    [InlineData("release:1.2:beta", "release=1.2:beta")]
    [InlineData("release:\"two words\"x", "release=\"two words\"|x")]
    [InlineData("release:\"say \\\"hi\\\" \\\\ \"", "release=\"say \"hi\" \\\"")]
    [InlineData("\"is:resolved\"", "\"is:resolved\"")]
    [InlineData("https://cdn.example/a.js", "https://cdn.example/a.js")]
    [InlineData("localhost:8000", "localhost:8000")]
    [InlineData("data: blob:", "data:|blob:")]
    [InlineData(":8000", ":8000")]
    [InlineData("from 'inline:'", "from|'inline:'")]
    [InlineData("a\"b c\"", "a|\"b c\"")]
    [InlineData("\"\"", "")]
    [InlineData("a\0b", "a|b")]
    [InlineData("\"a\0b\"", "\"a b\"")]
    [InlineData("!not", "!not")]
    [InlineData("firstSeen:>2026-01-01T10:00", "firstSeen=>2026-01-01T10:00")]
    [InlineData("has:release", "has=release")]
    [InlineData("'; drop table issues; --", "';|drop|table|issues;|--")]
    public void A_search_is_parted_into_terms(string query, string terms)
    {
        Assert.True(Read(query, out var read, out var error), error?.Message);
        Assert.Equal(terms, string.Join('|', read!.Select(Show)));
    }

    /// <summary>A search, the place of what is wrong with it, and a word of what is said.</summary>
    [Theory]
    [InlineData("\"from here", 0, "quote")]
    [InlineData("is:unresolved \"from", 14, "quote")]
    [InlineData("release:\"1.0", 8, "quote")]
    [InlineData("release:", 0, "wants a value")]
    [InlineData("is:unresolved release: x", 14, "wants a value")]
    [InlineData("release:[1.0", 8, "']'")]
    [InlineData("release:[1.0,", 8, "']'")]
    [InlineData("release:[]", 9, "missing")]
    [InlineData("release:[1.0,,2.0]", 13, "missing")]
    [InlineData("release:[1.0 2.0]", 13, "comma")]
    [InlineData("a OR b", 2, "OR")]
    [InlineData("a AND b", 2, "AND")]
    public void What_is_wrong_is_pointed_at(string query, int position, string said)
    {
        Assert.False(Read(query, out _, out var error));
        Assert.Equal(position, error!.Position);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_is_bounded_in_every_way()
    {
        Assert.True(Read(new('a', SearchReader.MaxLength), out _, out _));
        Assert.False(Read(new('a', SearchReader.MaxLength + 1), out _, out var error));
        Assert.Equal(SearchReader.MaxLength, error!.Position);
        Assert.True(Read(string.Join(' ', Enumerable.Repeat("a", SearchReader.MaxTerms)), out _, out _));
        Assert.False(Read(string.Join(' ', Enumerable.Repeat("a", SearchReader.MaxTerms + 1)), out _, out _));
        Assert.True(Read($"is:[{string.Join(',', Enumerable.Repeat("a", SearchReader.MaxValues))}]", out _, out _));
        Assert.False(Read($"is:[{string.Join(',', Enumerable.Repeat("a", SearchReader.MaxValues + 1))}]", out _, out _));
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        const string Letters = "a:[]\",!\\ \0\t'*<>=-\ud800";
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)]));
            if (!Read(query, out _, out var error))
            {
                Assert.InRange(error!.Position, 0, query.Length);
                Assert.NotEmpty(error.Point(query));
            }
        }
    }

    [Fact]
    public void The_place_is_marked_below_the_search() =>
        Assert.Equal("is:new x\n   ^^^", new SearchError("", 3, 3).Point("is:new\tx"));

    private static bool Read(string query, out IReadOnlyList<SearchTerm>? terms, out SearchError? error) =>
        new SearchReader(query, SearchKeys.All.ContainsKey).TryRead(out terms, out error);

    private static string Show(SearchTerm term)
    {
        var values = string.Join(',', term.Values.Select(value => value.IsQuoted ? $"\"{value.Text}\"" : value.Text));
        return term.Key is null ? values : $"{(term.IsNegated ? "!" : "")}{term.Key}={values}";
    }
}
