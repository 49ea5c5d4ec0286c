using System.Diagnostics;
using System.Text.RegularExpressions;
using Picket.Testing;

namespace Picket.Browser.Tests;

/// <summary>A real browser with a fresh profile, open on one page until it is disposed of.</summary>
internal sealed partial class HeadlessBrowser : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _profile;

    private HeadlessBrowser(Process process, DirectoryInfo profile) => (_process, _profile) = (process, profile);

    /// <summary>Opens <paramref name="page"/> in <paramref name="kind"/>, which trusts <paramref name="certificate"/> for the hosts of <paramref name="page"/> and <paramref name="collector"/>.</summary>
    public static HeadlessBrowser Open(BrowserKind kind, Uri page, Uri collector, TestCertificate? certificate)
    {
        var profile = Directory.CreateTempSubdirectory("picket-browser-");
        var arguments = kind switch
        {
            BrowserKind.Chromium => Chromium(profile, certificate),
            _ => Firefox(profile, certificate, [page, collector]),
        };
        var start = new ProcessStartInfo(Find(kind)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[.. arguments, page.AbsoluteUri])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HOME"] = profile.FullName;
        var process = new Process { StartInfo = start };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process, profile);
    }

    /// <summary>The installed browser's major version.</summary>
    public static async Task<string> MajorVersionAsync(BrowserKind kind)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(kind), "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return Major().Match(text).Value;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var processes = ProcessTree.WithDescendants(_process.Id);
        foreach (var process in processes)
        {
            Signals.Send(process, Signals.Kill);
        }

        await Until.TrueAsync(() => !processes.Any(ProcessTree.IsRunning), TimeSpan.FromSeconds(30), "the browser ends");
        _process.Dispose();
        _profile.Delete(recursive: true);
    }

    private static IEnumerable<string> Chromium(DirectoryInfo profile, TestCertificate? certificate) =>
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-popup-blocking", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}",
        // Reporting API reports leave at once instead of within a minute.
        "--short-reporting-delay",
        .. certificate is null ? Array.Empty<string>() : [$"--ignore-certificate-errors-spki-list={certificate.PublicKeyHash}"],
    ];

    private static IEnumerable<string> Firefox(DirectoryInfo profile, TestCertificate? certificate, IEnumerable<Uri> hosts)
    {
        File.WriteAllText(Path.Combine(profile.FullName, "user.js"), """
            user_pref("dom.reporting.delivering.timeout", 1);
            user_pref("app.update.enabled", false);
            user_pref("browser.safebrowsing.malware.enabled", false);
            user_pref("browser.safebrowsing.phishing.enabled", false);
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("browser.startup.homepage_override.mstone", "ignore");
            user_pref("datareporting.healthreport.uploadEnabled", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            user_pref("services.settings.server", "data:,none");
            user_pref("termsofuse.bypassNotification", true);

            """);
        if (certificate is not null)
        {
            File.WriteAllLines(
                Path.Combine(profile.FullName, "cert_override.txt"),
                hosts.Select(host => $"{host.Authority}:\tOID.2.16.840.1.101.3.4.2.1\t{certificate.Fingerprint}\t"));
        }

        return ["--headless", "--no-remote", "--profile", profile.FullName];
    }

    private static string Find(BrowserKind kind) => kind == BrowserKind.Chromium ? Installed.Chromium() : Installed.Firefox();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Major();
}
