using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;
using Picket.Reports.Normalization;
using Picket.Storage.Queries;
using Picket.Web.Ingest;

namespace Picket.Web.Dashboard;

/// <summary>Numbers, times and outcomes in plain words.</summary>
internal static class Words
{
    private const int MaxViolated = 300;

    /// <summary>All values of a facet that are not told apart.</summary>
    public const string OtherValues = "other values";

    /// <summary>Reports without a value of a facet.</summary>
    public const string NotStated = "not stated";

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number to three digits, such as 1.2k or 34M.</summary>
    public static string Short(long value) => value switch
    {
        < 1_000 => value.ToString(CultureInfo.InvariantCulture),
        < 999_500 => Scaled(value, 1_000, "k"),
        < 999_500_000 => Scaled(value, 1_000_000, "M"),
        < 999_500_000_000 => Scaled(value, 1_000_000_000, "G"),
        _ => Scaled(value, 1_000_000_000_000, "T"),
    };

    /// <summary>The first letters of a name's first and last word.</summary>
    public static string Initials(string name)
    {
        var words = name.Split([' ', '.', '@', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "?" : string.Concat(words.Length == 1 ? [First(words[0])] : (string[])[First(words[0]), First(words[^1])]).ToUpperInvariant();

        static string First(string word) => StringInfo.GetNextTextElement(word);
    }

    /// <summary>A share in whole percent; what is not quite nothing or all says so.</summary>
    public static string Share(long part, long whole)
    {
        if (whole <= 0)
        {
            return "";
        }

        var percent = (long)Math.Round(100.0 * part / whole);
        return percent == 0 && part > 0 ? "< 1 %" : percent == 100 && part < whole ? "> 99 %" : $"{percent} %";
    }

    /// <summary>How long ago.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var age = now - then;
        return age.TotalSeconds < 60 ? "just now"
            : age.TotalMinutes < 60 ? $"{(int)age.TotalMinutes} min ago"
            : age.TotalHours < 48 ? $"{(int)age.TotalHours} h ago"
            : age.TotalDays < 60 ? $"{(int)age.TotalDays} days ago"
            : then.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>How long ago something happened of which only the hour is known.</summary>
    public static string AgoByHour(DateTimeOffset hour, DateTimeOffset now) => now - hour < TimeSpan.FromHours(1) ? "this hour" : Ago(hour, now);

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString("ddd, d MMM", CultureInfo.InvariantCulture);

    /// <summary>A blocked URI; the keywords that stand in for one are explained.</summary>
    public static string Blocked(string uri) => uri.TrimEnd(':').Trim('\'') switch
    {
        "inline" => "inline: code or style in the page itself",
        "eval" => "eval: text run as code",
        "wasm-eval" => "wasm-eval: WebAssembly compiled in the page",
        "self" => "self: in the page itself, or from its own origin",
        "trusted-types-policy" => "trusted-types-policy: a policy for trusted types was made",
        "trusted-types-sink" => "trusted-types-sink: text went where a trusted type must",
        "data" => "data: a data URL",
        "blob" => "blob: an object made in the page",
        _ => uri,
    };

    /// <summary>The part of the policy that was violated: as the browser states it, else the effective directive; null where neither is known. Cut to what a line shows: a culprit may be 8 KiB.</summary>
    public static string? Violated(IssueSummary issue) => (!string.IsNullOrEmpty(issue.Culprit) ? issue.Culprit : issue.Directive) is { } text ? OneLine.Of(text, MaxViolated) : null;

    /// <summary>JSON, one member a line; what is none stays as it is.</summary>
    public static string Indented(string json)
    {
        try
        {
            return JsonNode.Parse(json)?.ToJsonString(_indented) ?? json;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    /// <summary>To the second, UTC.</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For machines.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>What a facet is called.</summary>
    public static string Of(Facet facet) => facet switch
    {
        Facet.DocumentHost => "On sites",
        Facet.SourceFile => "Caused by",
        Facet.Disposition => "Disposition",
        Facet.Browser => "Browsers",
        Facet.Release => "Releases",
        Facet.Environment => "Environments",
        Facet.Platform => "Systems",
        Facet.Variant => "Told apart by",
        _ => facet.ToString(),
    };

    /// <summary>A value of a facet; the empty one stands for all that were not told apart.</summary>
    public static string Of(Facet facet, string value) => (facet, value) switch
    {
        (_, "") => OtherValues,
        (Facet.Disposition, "enforce") => "enforced",
        (Facet.Disposition, "report") => "report only",
        (Facet.Disposition, "unknown") => "the browser does not say",
        _ => value,
    };

    /// <summary>Why reports were refused, and what to do about it.</summary>
    public static string Refusal(string reason) => reason switch
    {
        OutcomeReasons.UnknownKey => "The key in the address is none of this project's. Copy the header below again.",
        OutcomeReasons.KeyDisabled => "The key in the address was switched off.",
        OutcomeReasons.ProjectDisabled => "The project is switched off.",
        OutcomeReasons.KeyLimit => "The key's rate limit was reached.",
        OutcomeReasons.ProjectLimit => "The project's rate limit was reached.",
        OutcomeReasons.OrganizationQuota => "The organization's quota for the month is used up.",
        OutcomeReasons.Spike => "More than ten times the usual came within the hour; what was over it was turned away. Rare issues still get through.",
        OutcomeReasons.NetworkShare => "One network used up its share of the organization's month.",
        OutcomeReasons.FreeLimit => "More filtered reports and noise came within a minute than is taken without counting against the month.",
        OutcomeReasons.SampleRate => "The project keeps a sample of its reports; this one was not drawn.",
        OutcomeReasons.NetworkLimit => "One network sent more than the gateway lets it.",
        OutcomeReasons.QueueFull or OutcomeReasons.NotCommitted or OutcomeReasons.Stopping or OutcomeReasons.Unreachable or OutcomeReasons.Internal or OutcomeReasons.Poisoned
            => "They could not be stored at that moment.",
        RefusalReasons.KeyMissing => "The address had no key. It must end in sentry_key= and the key.",
        RefusalReasons.KeyMalformed => "The key in the address is not 32 hexadecimal digits. Was it cut off?",
        RefusalReasons.KeyConflict => "Two different keys came with one request.",
        RefusalReasons.ContentType => "The content type is none that reports have. Was it really a browser?",
        RefusalReasons.ContentEncoding or RefusalReasons.CorruptBody => "The body was packed or cut in a way that cannot be read.",
        RefusalReasons.TooSlow => "It came too slowly and was cut off.",
        "empty" => "The body was empty.",
        "not_json" => "The body was not JSON.",
        "too_deep" => "The JSON was nested too deeply for a report.",
        "too_large" => "The body or a report in it was too large.",
        "too_many_items" => "The batch held more than a thousand reports.",
        "not_a_report" => "It was JSON, but nothing in it identifies a report.",
        "no_directive" => "The CSP report names no directive.",
        _ => FilterWords.Of(reason),
    };

    private static string Scaled(long value, long unit, string name)
    {
        var scaled = (double)value / unit;
        return scaled.ToString(scaled < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture) + name;
    }
}
