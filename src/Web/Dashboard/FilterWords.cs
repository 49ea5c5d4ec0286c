using Picket.Ingestion.Outcomes;
using Picket.Reports.Noise;

namespace Picket.Web.Dashboard;

/// <summary>What filters do, in plain words.</summary>
internal static class FilterWords
{
    /// <summary>Why a report was turned away.</summary>
    public static string Of(string reason) => reason switch
    {
        OutcomeReasons.Cors => "The page's origin is none of the project's allowed domains.",
        OutcomeReasons.KeyKinds => "The key is not for this kind of report.",
        OutcomeReasons.CustomFilter => "A rule of the project matches.",
        OutcomeReasons.IgnoredSource => "What was blocked, or what caused it, is an ignored source.",
        OutcomeReasons.BlockedIp => "The sender's address is on the deny list.",
        OutcomeReasons.FilteredRelease => "The release is filtered.",
        OutcomeReasons.FilteredMessage => "The title is filtered.",
        OutcomeReasons.Localhost => "The page, or the browser, was on the machine itself.",
        OutcomeReasons.LegacyBrowser => "The browser is too old.",
        OutcomeReasons.WebCrawler => "A crawler sent it.",
        _ => NoiseClasses.All.FirstOrDefault(noise => OutcomeReasons.Of(noise) == reason) is not NoiseClass.None and var dropped
            ? $"It was noise that the project drops: {NoiseWords.Name(dropped)}."
            : reason,
    };
}
