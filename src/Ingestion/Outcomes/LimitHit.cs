namespace Picket.Ingestion.Outcomes;

/// <summary>A limit that refused a report, as <c>Retry-After</c> and <c>X-Sentry-Rate-Limits</c> say it.</summary>
/// <param name="Scope">Whose limit.</param>
/// <param name="RetryAfter">Time until its window ends; more than zero.</param>
/// <param name="Reason">One of <see cref="OutcomeReasons"/>.</param>
public sealed record LimitHit(LimitScope Scope, TimeSpan RetryAfter, string Reason);
