namespace Picket.Ingestion.Issues;

/// <summary>What an issue's reports are broken down by. The numbers are stored.</summary>
public enum Facet : short
{
    /// <summary>Host of the page.</summary>
    DocumentHost = 1,

    /// <summary>Script or style sheet that caused it.</summary>
    SourceFile = 2,

    /// <summary><c>enforce</c>, <c>report</c> or <c>unknown</c>.</summary>
    Disposition = 3,

    /// <summary>Family and major version.</summary>
    Browser = 4,

    /// <summary>From the endpoint's <c>sentry_release</c>.</summary>
    Release = 5,

    /// <summary>From the endpoint's <c>sentry_environment</c>.</summary>
    Environment = 6,

    /// <summary>The browser's system.</summary>
    Platform = 7,

    /// <summary>What tells reports of one issue apart in a way that only their kind knows, see <see cref="Reports.ReportDetails.Variant"/>: a hash, the address of a server.</summary>
    Variant = 8,
}
