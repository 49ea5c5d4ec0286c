using System.Globalization;
using Picket.OpenLoop;

if (args is not [var target, var rate, var seconds, var fingerprints])
{
    Console.Error.WriteLine("usage: Picket.OpenLoop <report-uri>[,<report-uri>...] <requests a second> <seconds> <fingerprints>");
    return 2;
}

var targets = target.Split(',').Select(text => new Uri(text)).ToList();
if (!targets.TrueForAll(uri => uri.IsLoopback))
{
    Console.Error.WriteLine("Only this machine is put under load.");
    return 2;
}

using var load = new FixedRate(targets, Number(rate), Number(fingerprints));
await load.RunAsync(TimeSpan.FromSeconds(2));
var (sinceDue, sinceSent, failed) = await load.RunAsync(TimeSpan.FromSeconds(Number(seconds)));
// What one target adds to another is less than a timer's lateness.
var each = targets.Select((_, i) => Percentile(sinceSent.Where((_, request) => request % targets.Count == i), 50));
Console.WriteLine($"p50_ms={Percentile(sinceDue, 50)} p99_ms={Percentile(sinceDue, 99)} failed={failed} p50_of_each_ms={string.Join(',', each)}");
return 0;

static string Percentile(IEnumerable<TimeSpan> times, int percent)
{
    var sorted = times.Order().ToArray();
    return sorted[sorted.Length * percent / 100].TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture);
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
