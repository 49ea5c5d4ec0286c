namespace Picket.Reports.Formats;

/// <summary>Says what a report means in one line.</summary>
public static class Describer
{
    /// <summary>Title, culprit and the rest of what an issue shows.</summary>
    public static ReportDescription Describe(Report report) => throw new NotImplementedException();
}
