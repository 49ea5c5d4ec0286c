namespace Picket.Ingestion.Tests.Corpus;

/// <summary>A theory over the corpus that lies beside the repository; skipped, and said to be, where it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SkippableCorpusAttribute : TheoryAttribute
{
    public SkippableCorpusAttribute()
    {
        if (Folder is null)
        {
            Skip = "There is no ../shared/corpus beside the repository.";
        }
    }

    /// <summary>The folder; null where it is not there.</summary>
    public static string? Folder { get; } = Find();

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
