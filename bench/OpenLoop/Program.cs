using System.Globalization;
using Picket.OpenLoop;

if (args is not [var target, var rate, var seconds, var fingerprints])
{
    Console.Error.WriteLine("usage: Picket.OpenLoop <report-uri> <requests a second> <seconds> <fingerprints>");
    return 2;
}

var uri = new Uri(target);
if (!uri.IsLoopback)
{
    Console.Error.WriteLine("Only this machine is put under load.");
    return 2;
}

using var load = new FixedRate(uri, Number(rate), Number(fingerprints));
await load.RunAsync(TimeSpan.FromSeconds(2));
var (p50, p99, failed) = await load.RunAsync(TimeSpan.FromSeconds(Number(seconds)));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p50_ms={p50.TotalMilliseconds:F1} p99_ms={p99.TotalMilliseconds:F1} failed={failed}"));
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
