using System.Globalization;
using Picket.Reports;

namespace Picket.Storage.Projects;

/// <summary>The kinds of reports a key may send, as queries give them: numbers with commas between, because Dapper's constructors take no arrays.</summary>
internal static class ReportKindList
{
    /// <summary>The kinds; null for all.</summary>
    public static IReadOnlyList<ReportKind>? Read(string? text) =>
        text is null ? null : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(kind => (ReportKind)short.Parse(kind, CultureInfo.InvariantCulture))];
}
