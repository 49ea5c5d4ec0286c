using System.Text.Json.Nodes;

namespace Picket.Storage.Tenants;

/// <summary>What the audit log says of a change: the new values, without what was left as it was.</summary>
internal static class Changes
{
    /// <summary>From names and values.</summary>
    public static JsonObject Of(params (string Name, object? Value)[] values)
    {
        var result = new JsonObject();
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                result[name] = value switch
                {
                    JsonNode node => node.DeepClone(),
                    bool flag => JsonValue.Create(flag),
                    long number => JsonValue.Create(number),
                    _ => JsonValue.Create(value.ToString()),
                };
            }
        }

        return result;
    }
}
