using System.Reflection;
using System.Text.RegularExpressions;
using Picket.Testing;

namespace Picket.Configuration.Tests;

/// <summary>docs/configuration.md, whose tables are made of the options classes between <c>&lt;!-- settings: Class --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
public partial class Reference_of_settings
{
    private static readonly string _page = Path.Combine(Built.Root, "docs", "configuration.md");

    private static readonly IReadOnlyDictionary<string, Type> _classes = ((string[])["Standalone", "Silo", "Gateway", "Site", "Web", "Ingestion", "Storage"])
        .SelectMany(name => Assembly.Load($"Picket.{name}").GetTypes())
        .Where(type => type.Name is "StandaloneOptions" or "SiloOptions" or "GatewayOptions" or "SiteOptions" or "WebOptions" or "AccountOptions" or "MailOptions" or "IngestionOptions" or "StorageOptions")
        .ToDictionary(type => type.Name);

    /// <summary>After a change that is meant: PICKET_RENDER=1 dotnet test tests/Configuration.Tests, and look at the difference.</summary>
    [Fact]
    public async Task Is_what_the_options_classes_say()
    {
        var page = await File.ReadAllTextAsync(_page);
        var rendered = Block().Replace(page, block => $"<!-- settings: {block.Groups[1].Value} -->\n{OptionsTable.Of(_classes[block.Groups[1].Value])}<!-- end -->");
        if (Environment.GetEnvironmentVariable("PICKET_RENDER") == "1")
        {
            await File.WriteAllTextAsync(_page, rendered);
            return;
        }

        Assert.Equal(rendered, page);
    }

    [Fact]
    public async Task Has_every_class_that_a_host_reads_from_its_section()
    {
        var blocks = Block().Matches(await File.ReadAllTextAsync(_page)).Select(block => block.Groups[1].Value).Order();
        Assert.Equal(_classes.Keys.Order(), blocks);

        var read = ((string[])["src/Site/SiteSettings.cs", "src/Gateway/Host.cs"])
            .SelectMany(file => Read().Matches(File.ReadAllText(Path.Combine(Built.Root, file))))
            .Select(match => match.Groups[1].Value).Where(name => name != "TOptions");
        Assert.Subset(_classes.Keys.ToHashSet(), read.ToHashSet());
    }

    [Fact]
    public void Has_a_meaning_for_each_setting() => Assert.All(_classes.Values.SelectMany(OptionsTable.Settings), setting =>
        Assert.NotEqual("", Documents.Of(setting.DeclaringType!.Assembly).Summary(setting)));

    [GeneratedRegex(@"<!-- settings: (\w+) -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"reader\.Read<(\w+)>\(\)")]
    private static partial Regex Read();
}
