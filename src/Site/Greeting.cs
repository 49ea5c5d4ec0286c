using System.Globalization;
using Picket.Storage.Accounts;

namespace Picket.Site;

/// <summary>What a newcomer reads. Printed by the program itself and never logged, because the link and the token are secrets.</summary>
internal static class Greeting
{
    private const string FileName = "first-run.txt";

    /// <summary>Prints it; the first start keeps it in the data folder as well, for its owner's eyes only.</summary>
    public static void Print(RunningSite site, SiteOptions options, FirstRunResult first, string link, TimeSpan took)
    {
        var (uris, project, key) = (site.Uris, first.Project, first.Key);
        var lines = $"""
            report-uri: {uris.ReportUri(project, key)}
            metrics: http://127.0.0.1:{site.Port + 1}/metrics
            """;
        if (first.Token is not null)
        {
            lines += $"\ntoken: {first.Token}";
            Keep(options, lines);
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Picket {HostRun.Version} is ready after {took.TotalSeconds:F1} s. Ctrl-C ends it; data stay in {Path.GetFullPath(options.Data)}.

            Dashboard (the link signs you in, once, within an hour):
              {uris.SignInUri(link)}

            Header for your site, to watch without blocking anything:
              {uris.StarterHeader(project, key)}

            See it work: this page violates its own policy in your browser.
            try: {uris.TryUri(project, key)}

            """));
        Console.Out.WriteLine(lines);
        if (first.Token is not null)
        {
            Console.Out.WriteLine($"The token is for the API and is not shown again; {Path.Combine(options.Data, FileName)} keeps it.");
        }

        if (options.Listen.Length > 0 && uris.ReportUri(project, key).Contains("//localhost:", StringComparison.Ordinal))
        {
            Console.Out.WriteLine("Others cannot reach localhost: set Picket__PublicUrl to the address that browsers use.");
        }

        Console.Out.Flush();
    }

    /// <summary>Writes the file in the data folder that only its owner may read.</summary>
    public static void Keep(SiteOptions settings, string lines)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(Path.Combine(settings.Data, FileName), options);
        writer.WriteLine(lines);
    }
}
