using System.Text;
using System.Text.Json.Nodes;

namespace Picket.Reports.Tests.Corpus;

/// <summary>A file of real browsers' and other collectors' reports that lies beside the repository, where it does.</summary>
internal static class CorpusFile
{
    /// <summary>The folder; null where it is not there.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The cases of <paramref name="file"/> by name.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Read(string file) => Folder is null
        ? new Dictionary<string, JsonObject>()
        : JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsArray().ToDictionary(row => (string)row!["name"]!, row => row!.AsObject());

    /// <summary>The bytes a case sends.</summary>
    public static byte[] Body(JsonNode request) => Encoding.UTF8.GetBytes(
        (string?)request["body_raw"] ?? (request["body"] is JsonValue text ? Repeated.Expand(text.GetValue<string>()) : request["body"]?.ToJsonString() ?? ""));

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cluster.sln")))
        {
            folder = folder.Parent;
        }

        var corpus = folder?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "corpus") : null;
        return Directory.Exists(corpus) ? corpus : null;
    }
}
