using Picket.Ingestion.Outcomes;

namespace Picket.Web.Dashboard;

/// <summary>What filters do, in plain words.</summary>
internal static class FilterWords
{
    /// <summary>Why a report was turned away.</summary>
    public static string Of(string reason) => reason switch
    {
        OutcomeReasons.Cors => "The page's origin is none of the project's allowed domains.",
        _ => reason,
    };
}
