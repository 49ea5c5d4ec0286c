using Picket.Ingestion.Outcomes;

namespace Picket.Web.Ingest;

/// <summary>Why HTTP refused a request before its body was read as a report. Stored and shown beside <see cref="OutcomeReasons"/>.</summary>
internal static class RefusalReasons
{
    /// <summary>No key in query or headers.</summary>
    public const string KeyMissing = "key_missing";

    /// <summary>A key that is not 32 hex digits.</summary>
    public const string KeyMalformed = "key_malformed";

    /// <summary>Two different keys.</summary>
    public const string KeyConflict = "key_conflict";

    /// <summary>A content type no browser sends reports with.</summary>
    public const string ContentType = "content_type";

    /// <summary>An unknown content encoding.</summary>
    public const string ContentEncoding = "content_encoding";

    /// <summary>A body that its content encoding cannot unpack.</summary>
    public const string CorruptBody = "corrupt_body";

    /// <summary>A body that came too slowly.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>The word itself where it is one of these or of <see cref="OutcomeReasons"/>; null where not.</summary>
    public static string? Known(string? word) => word switch
    {
        KeyMissing => KeyMissing,
        KeyMalformed => KeyMalformed,
        KeyConflict => KeyConflict,
        ContentType => ContentType,
        ContentEncoding => ContentEncoding,
        CorruptBody => CorruptBody,
        TooSlow => TooSlow,
        _ => OutcomeReasons.Known(word),
    };
}
