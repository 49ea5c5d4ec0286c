using System.Text.Json;
using Microsoft.Playwright;
using Picket.Testing;

namespace Picket.Dashboard.Tests;

/// <summary>axe-core, as npm has it, run in a page.</summary>
internal static class Axe
{
    private static readonly Lazy<Task<string>> _script = new(ReadAsync);

    /// <summary>What is serious or critical on <paramref name="page"/>, each with the rule and the first element.</summary>
    public static async Task<IReadOnlyList<string>> SeriousAsync(IPage page)
    {
        // Evaluated by the debugger, which the page's policy does not concern; what it asks of the page does not change.
        await page.EvaluateAsync(await _script.Value);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => [v.impact, v.id, v.help, v.nodes[0].html])");
        return [.. found.EnumerateArray().Where(one => one[0].GetString() is "serious" or "critical").Select(one => $"{one[1]}: {one[2]}: {one[3]}")];
    }

    private static async Task<string> ReadAsync()
    {
        var folder = Path.Combine(Built.Root, "tests", "Dashboard.Tests", "Axe");
        await Npm.InstallAsync(folder);
        return await File.ReadAllTextAsync(Path.Combine(folder, "node_modules", "axe-core", "axe.min.js"));
    }
}
