namespace Picket.Ingestion.Issues;

/// <summary>The issues, wherever they live.</summary>
public interface IIssues
{
    /// <summary>Counts a group in its issue, which is made when needed; done when its commit is, or when it can't be. Never throws.</summary>
    Task<RecordResult> RecordAsync(ReportGroup group);
}
