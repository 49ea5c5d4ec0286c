using Picket.Ingestion.Issues;
using Picket.Storage.Queries;

namespace Picket.Web.Api;

/// <summary>How an issue's reports spread over the values of one tag.</summary>
internal sealed record ApiTag(string Key, string Name, long TotalValues, IReadOnlyList<ApiTagValue> TopValues)
{
    /// <summary>Each facet is a tag.</summary>
    public static IReadOnlyList<ApiTag> Of(IEnumerable<FacetCount> facets) =>
    [
        .. facets.GroupBy(facet => facet.Facet).OrderBy(group => group.Key).Select(group => new ApiTag(
            KeyOf(group.Key), NameOf(group.Key), group.Sum(value => value.Count), [.. group.Select(value => ApiTagValue.Of(KeyOf(group.Key), value))])),
    ];

    /// <summary>The tag that stands for <paramref name="facet"/>.</summary>
    public static string KeyOf(Facet facet) => facet switch
    {
        Facet.DocumentHost => "document-host",
        Facet.SourceFile => "source-file",
        Facet.Disposition => "disposition",
        Facet.Browser => "browser",
        Facet.Release => "release",
        Facet.Environment => "environment",
        Facet.Platform => "os",
        Facet.Variant => "variant",
        _ => throw new ArgumentOutOfRangeException(nameof(facet), facet, null),
    };

    private static string NameOf(Facet facet) => facet switch
    {
        Facet.DocumentHost => "Document Host",
        Facet.SourceFile => "Source File",
        Facet.Platform => "OS",
        _ => facet.ToString(),
    };
}
