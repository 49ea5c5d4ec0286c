using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Picket.Ingestion.Outcomes;
using Picket.Reports;

namespace Picket.Web.Ingest;

/// <summary>An answer that is not 200. All of them are made once: status, body and the outcome's reason.</summary>
public sealed class Refusal
{
    private const string NoReport = "invalid security report";

    private Refusal(int status, string? reason, string detail, params string[] causes)
    {
        (Status, Reason) = (status, reason);
        Body = causes.Length == 0
            ? JsonSerializer.SerializeToUtf8Bytes(new { detail })
            : JsonSerializer.SerializeToUtf8Bytes(new { detail, causes });
    }

    /// <summary>The project in the path is no number.</summary>
    public static Refusal BadProject { get; } = new(StatusCodes.Status400BadRequest, null, "bad project path parameter");

    /// <summary>Neither POST nor OPTIONS.</summary>
    public static Refusal BadMethod { get; } = new(StatusCodes.Status405MethodNotAllowed, null, "reports are sent with POST");

    /// <summary>No key.</summary>
    public static Refusal NoKey { get; } = new(StatusCodes.Status401Unauthorized, RefusalReasons.KeyMissing, "missing authorization information");

    /// <summary>No key, on a path where a browser sends it only when asked.</summary>
    public static Refusal Challenge { get; } = new(StatusCodes.Status401Unauthorized, null, "missing authorization information");

    /// <summary>An <c>X-Sentry-Auth</c> that cannot be read.</summary>
    public static Refusal BadAuthHeader { get; } = new(StatusCodes.Status401Unauthorized, RefusalReasons.KeyMissing, "bad x-sentry-auth header");

    /// <summary>Two different keys.</summary>
    public static Refusal TwoKeys { get; } = new(StatusCodes.Status401Unauthorized, RefusalReasons.KeyConflict, "multiple authorization payloads detected");

    /// <summary>A key that is not 32 hex digits.</summary>
    public static Refusal BadKey { get; } = new(StatusCodes.Status400BadRequest, RefusalReasons.KeyMalformed, "bad sentry DSN public key");

    /// <summary>A content type no browser sends reports with.</summary>
    public static Refusal BadContentType { get; } = new(StatusCodes.Status415UnsupportedMediaType, RefusalReasons.ContentType, "not a report's content type");

    /// <summary>An unknown content encoding.</summary>
    public static Refusal BadEncoding { get; } = new(StatusCodes.Status415UnsupportedMediaType, RefusalReasons.ContentEncoding, "unknown content encoding", "gzip, deflate and br are understood");

    /// <summary>A body its content encoding cannot unpack.</summary>
    public static Refusal CorruptBody { get; } = new(StatusCodes.Status400BadRequest, RefusalReasons.CorruptBody, NoReport, "the body does not match its content encoding");

    /// <summary>HTTP that breaks off or breaks its rules.</summary>
    public static Refusal BrokenRequest { get; } = new(StatusCodes.Status400BadRequest, RefusalReasons.CorruptBody, NoReport, "the body ended early or was sent wrongly");

    /// <summary>A body above the bound.</summary>
    public static Refusal TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, OutcomeReasons.Of(InvalidReason.TooLarge), "the body is too large", $"at most {ReportLimits.MaxBodyBytes} bytes, also after unpacking");

    /// <summary>A body that came too slowly.</summary>
    public static Refusal TooSlow { get; } = new(StatusCodes.Status408RequestTimeout, RefusalReasons.TooSlow, "the body came too slowly");

    /// <summary>Unknown or disabled: project or key.</summary>
    public static Refusal Denied { get; } = new(StatusCodes.Status403Forbidden, null, "event submission rejected with_reason: ProjectId");

    /// <summary>None of the allowed domains.</summary>
    public static Refusal DeniedOrigin { get; } = new(StatusCodes.Status403Forbidden, null, "event submission rejected with_reason: Cors");

    /// <summary>Over a limit.</summary>
    public static Refusal RateLimited { get; } = new(StatusCodes.Status429TooManyRequests, null, "over a rate limit; the report was not counted");

    /// <summary>Not durable now.</summary>
    public static Refusal Unavailable { get; } = new(StatusCodes.Status503ServiceUnavailable, null, "the report could not be stored; send it again later");

    /// <summary>No room for it now.</summary>
    public static Refusal Full { get; } = new(StatusCodes.Status503ServiceUnavailable, OutcomeReasons.QueueFull, "too much is under way; send it again later");

    /// <summary>One network sends too much.</summary>
    public static Refusal NetworkLimited { get; } = new(StatusCodes.Status429TooManyRequests, OutcomeReasons.NetworkLimit, "too many requests from your network");

    private static Refusal Empty { get; } = new(StatusCodes.Status400BadRequest, OutcomeReasons.Of(InvalidReason.Empty), "empty request body");
    private static Refusal NotJson { get; } = Invalid(InvalidReason.NotJson, "not JSON");
    private static Refusal TooDeep { get; } = Invalid(InvalidReason.TooDeep, $"JSON nests deeper than {ReportLimits.MaxDepth}");
    private static Refusal ItemTooLarge { get; } = Invalid(InvalidReason.TooLarge, $"a report is larger than {ReportLimits.MaxItemBytes} bytes");
    private static Refusal NotAReport { get; } = Invalid(InvalidReason.NotAReport, "nothing in it identifies a report");
    private static Refusal NoDirective { get; } = Invalid(InvalidReason.NoDirective, "a CSP report names no directive");
    private static Refusal Other { get; } = Invalid(InvalidReason.NotAReport, "no report in it was understood");

    /// <summary>All of them. The place of each is its number between gateway and host, so new ones go to the end.</summary>
    private static readonly Refusal[] All =
    [
        BadProject, BadMethod, NoKey, Challenge, BadAuthHeader, TwoKeys, BadKey, BadContentType, BadEncoding,
        CorruptBody, BrokenRequest, TooLarge, TooSlow, Denied, DeniedOrigin, RateLimited, Unavailable, Full,
        Empty, NotJson, TooDeep, ItemTooLarge, NotAReport, NoDirective, Other, NetworkLimited,
    ];

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>What is counted where the project is known; null where the intake has counted already or nothing is.</summary>
    public string? Reason { get; }

    /// <summary>UTF-8 JSON: <c>detail</c> and, where there are any, <c>causes</c>.</summary>
    public byte[] Body { get; }

    /// <summary>Its number between gateway and host, from 1.</summary>
    public byte Code => (byte)(Array.IndexOf(All, this) + 1);

    /// <summary>The refusal with that number, null for 0. One that only a newer host knows says nothing but that the report was not taken.</summary>
    public static Refusal? OfCode(byte code) => code == 0 ? null : code <= All.Length ? All[code - 1] : Unavailable;

    /// <summary>The answer to a body that is no report.</summary>
    public static Refusal Of(InvalidReason reason) => reason switch
    {
        InvalidReason.Empty => Empty,
        InvalidReason.NotJson => NotJson,
        InvalidReason.TooDeep => TooDeep,
        InvalidReason.TooLarge => ItemTooLarge,
        InvalidReason.NotAReport => NotAReport,
        InvalidReason.NoDirective => NoDirective,
        _ => Other,
    };

    /// <summary>The answer to a submission of which nothing was taken, by the reason of its first refused item.</summary>
    public static Refusal Of(string? reason)
    {
        if (reason is null)
        {
            return Other;
        }

        return OutcomeReasons.IsDenied(reason) ? Denied : reason == OutcomeReasons.Cors ? DeniedOrigin : OfInvalid(reason);
    }

    private static Refusal OfInvalid(string reason)
    {
        foreach (var refusal in (ReadOnlySpan<Refusal>)[Empty, NotJson, TooDeep, ItemTooLarge, NotAReport, NoDirective])
        {
            if (refusal.Reason == reason)
            {
                return refusal;
            }
        }

        return Other;
    }

    private static Refusal Invalid(InvalidReason reason, string cause) => new(StatusCodes.Status400BadRequest, OutcomeReasons.Of(reason), NoReport, cause);
}
