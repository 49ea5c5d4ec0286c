using System.Net;
using Picket.Ingestion;
using Picket.Ingestion.Inbox;
using Picket.Reports;

namespace Picket.Web.Ingest;

/// <summary>A request with reports, right by its shape: all that matters of it to whoever takes it.</summary>
public sealed class ReportRequest
{
    /// <summary>The project in the path.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>The key it came with.</summary>
    public required ProjectKey Key { get; init; }

    /// <summary><c>disposition</c> of the query, for reports that do not say.</summary>
    public Disposition Disposition { get; init; }

    /// <summary><c>sentry_release</c>, at most 200 characters.</summary>
    public string? Release { get; init; }

    /// <summary><c>sentry_environment</c>, at most 64 characters.</summary>
    public string? Environment { get; init; }

    /// <summary>Scheme, host and port of <c>Origin</c>, else of <c>Referer</c>; at most 300 characters.</summary>
    public string? Origin { get; init; }

    /// <summary><c>User-Agent</c> as sent.</summary>
    public string? UserAgent { get; init; }

    /// <summary><c>Sec-CH-UA</c>, else <c>Sec-CH-UA-Full-Version-List</c>; at most 512 characters.</summary>
    public string? Brands { get; init; }

    /// <summary><c>Sec-CH-UA-Platform</c>, at most 64 characters.</summary>
    public string? Platform { get; init; }

    /// <summary>The client's address, after trusted proxies.</summary>
    public required IPAddress Address { get; init; }

    /// <summary><c>Content-Encoding</c>, one that <see cref="BodyEncoding"/> knows; null for none.</summary>
    public string? Encoding { get; init; }

    /// <summary>The content type is a form's: the JSON may be percent-encoded.</summary>
    public bool IsForm { get; init; }

    /// <summary>What it came together with, while that is being read; null where it came alone.</summary>
    public Gathering? Gathering { get; set; }

    /// <summary>The body as sent.</summary>
    public byte[] Body { get; set; } = [];
}
