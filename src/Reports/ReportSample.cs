namespace Picket.Reports;

/// <summary>What is kept of one report.</summary>
/// <param name="Normalized">JSON object of the strict form, snake_case names as Sentry's <c>csp</c> interface has them; only what is known.</param>
/// <param name="Raw">The report's JSON as sent, with URLs masked and U+0000 and lone surrogates replaced.</param>
public sealed record ReportSample(string Normalized, string Raw);
