namespace Picket.Reports.Formats;

/// <summary>Writes what is kept of a report: its normalized form, and its raw JSON with secrets masked.</summary>
public static class SampleWriter
{
    /// <summary>Both forms of <paramref name="report"/>.</summary>
    public static ReportSample Write(Report report) => throw new NotImplementedException();
}
