using Picket.Reports;

namespace Picket.Storage.Queries;

/// <summary>A report that a filter turned away.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Title">What its issue would have been called.</param>
/// <param name="Browser">Family and major version.</param>
/// <param name="Normalized">JSON: what Picket made of it.</param>
/// <param name="Raw">JSON as sent, with secrets masked.</param>
public sealed record FilterSample(string Reason, DateTimeOffset At, ReportKind Kind, string Title, string Browser, string Normalized, string Raw);
