using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Issues;

/// <summary>What an issue is, as its first reports tell.</summary>
/// <param name="Description">How it presents itself.</param>
/// <param name="MergeKey">Issues of a project with the same one are one problem, as several browsers and channels report it.</param>
/// <param name="DocumentHost">Host of the page; null where the report does not say.</param>
/// <param name="Noise">The mildest verdict on any of the reports: one that the site caused is enough.</param>
public sealed record NewIssue(ReportDescription Description, Fingerprint MergeKey, string? DocumentHost, NoiseVerdict Noise);
