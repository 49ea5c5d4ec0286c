using Picket.Storage.Queries;

namespace Picket.Web.Api;

/// <summary>Reports that share a value of a tag. The empty value stands for all that are not told apart.</summary>
internal sealed record ApiTagValue(string Key, string Name, string Value, long Count)
{
    /// <summary>From what is stored.</summary>
    public static ApiTagValue Of(string key, FacetCount value) => new(key, value.Value.Length == 0 ? "other" : value.Value, value.Value, value.Count);
}
