using System.Text.Json.Nodes;

namespace Picket.Storage.Tenants;

/// <summary>A project's settings, its own and those it has from its organization, as stored.</summary>
/// <param name="Own">The project's.</param>
/// <param name="Inherited">The organization's.</param>
public sealed record ProjectDetail(JsonObject Own, JsonObject Inherited)
{
    /// <summary>What holds: the project's own value wins.</summary>
    public JsonObject Effective
    {
        get
        {
            var result = (JsonObject)Inherited.DeepClone();
            foreach (var (key, value) in Own)
            {
                result[key] = value?.DeepClone();
            }

            return result;
        }
    }
}
