namespace Picket.Reports.Tests.Corpus;

/// <summary>A theory over the corpus; skipped, and said to be, where the corpus is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CorpusTheoryAttribute : TheoryAttribute
{
    public CorpusTheoryAttribute()
    {
        if (CorpusFile.Folder is null)
        {
            Skip = "There is no ../shared/corpus beside the repository.";
        }
    }
}
