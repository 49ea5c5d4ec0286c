namespace Picket.Reports;

/// <summary>What a request and its project say about how its reports are read.</summary>
/// <param name="Fallback">The disposition of CSP reports that do not say theirs, from the endpoint's query.</param>
/// <param name="Grouping">What one issue is.</param>
/// <param name="KeepQueries">The values of queries stay in what is kept of a report. Never user info, fragments, tokens in paths, nonces.</param>
public readonly record struct ReadOptions(Disposition Fallback = Disposition.Unknown, Grouping Grouping = Grouping.Picket, bool KeepQueries = false);
