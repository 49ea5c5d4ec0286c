using System.Text.Json;

namespace Picket.Reports;

/// <summary>
/// What a report says that only its kind knows, and how it is presented. Each kind is one class and one line in <see cref="Kinds.KindTable"/>. Strings are bounded,
/// free of U+0000 and lone surrogates, and masked.
/// </summary>
public abstract class ReportDetails
{
    /// <summary>What it is about.</summary>
    public abstract ReportKind Kind { get; }

    /// <summary>How bad it is.</summary>
    public virtual ReportLevel Level => ReportLevel.Error;

    /// <summary>How many reports it stands for, from 1 to 10,000: what browsers sample, or count themselves.</summary>
    public virtual long Weight => 1;

    /// <summary>The host it is about where that is not the page's; null else.</summary>
    public virtual string? Hostname => null;

    /// <summary>The host that was blocked, lower case and without port; null where none was.</summary>
    public virtual string? BlockedHost => null;

    /// <summary>What tells reports of one issue apart, beside page, file and browser: the hash of a script, the address of a server. A facet; null where nothing does.</summary>
    public virtual string? Variant => null;

    /// <summary>Line in the source file, from 1; null where absent or absurd.</summary>
    public int? LineNumber { get; init; }

    /// <summary>Column in the source file, from 1; null where absent or absurd.</summary>
    public int? ColumnNumber { get; init; }

    /// <summary>What happened, in plain words.</summary>
    internal abstract string Title(Report report);

    /// <summary>What is to blame; null where nothing is.</summary>
    internal virtual string? Culprit(Report report) => report.SourceFile ?? report.DocumentHost;

    /// <summary>The directive that was violated; null for kinds without one.</summary>
    internal virtual string? Directive => null;

    /// <summary>What was blocked, as titles show it; null where nothing was.</summary>
    internal virtual string? Blocked => BlockedHost;

    /// <summary>Enforced or not where the kind has a word of its own for it.</summary>
    internal virtual Disposition Disposition => Disposition.Unknown;

    /// <summary>Says each tag, Sentry's where it has them, in its order. Empty values are left out by who listens.</summary>
    internal abstract void Tags(Report report, Action<string, string?> tag);

    /// <summary>Writes what the normalized form of a sample has beyond what every report has.</summary>
    internal abstract void Write(Utf8JsonWriter writer);
}
