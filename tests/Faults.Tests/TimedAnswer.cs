using System.Net;

namespace Picket.Faults.Tests;

/// <summary>One answer of the host under load.</summary>
/// <param name="Start">When the request was sent, in the stopwatch's ticks.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Status">What it said.</param>
/// <param name="RetryAfter">When to come again, where it said so.</param>
/// <param name="Reports">How many reports the request carried.</param>
internal readonly record struct TimedAnswer(long Start, TimeSpan Duration, HttpStatusCode Status, TimeSpan? RetryAfter, int Reports);
