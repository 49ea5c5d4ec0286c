using Picket.Reports;
using Picket.Reports.Formats;
using Picket.Reports.Kinds;

namespace Picket.Grains.Interfaces.Wire;

/// <summary><see cref="Report"/> between silos. What only samples need is null where its body is not worth sending.</summary>
[GenerateSerializer, Immutable, Alias("picket.Report")]
public sealed record ReportSurrogate(
    [property: Id(0)] short Kind,
    [property: Id(1)] UInt128 Fingerprint,
    [property: Id(2)] string Type,
    [property: Id(3)] TimeSpan Age,
    [property: Id(4)] byte Disposition,
    [property: Id(5)] string? DocumentUri,
    [property: Id(6)] string? DocumentHost,
    [property: Id(7)] string? SourceFile,
    [property: Id(8)] CspSurrogate? Csp,
    [property: Id(9)] BodySurrogate? Body,
    [property: Id(10)] UInt128 MergeKey,
    [property: Id(11)] byte Grouping,
    [property: Id(12)] bool KeepQueries,
    [property: Id(13)] RereadSurrogate? Reread)
{
    internal static ReportSurrogate Of(Report report, bool withBody) => new(
        (short)report.Kind,
        report.Fingerprint.Value,
        report.Type,
        report.Age,
        (byte)report.Disposition,
        report.DocumentUri,
        report.DocumentHost,
        report.SourceFile,
        report.Csp is { } csp ? CspSurrogate.Of(csp) : null,
        withBody ? BodySurrogate.Of(report) : null,
        report.MergeKey.Value,
        (byte)report.Grouping,
        report.KeepQueries,
        report.Csp is null && !report.Raw.IsEmpty ? new(report.Raw.ToArray(), report.Part) : null);

    internal Report ToReport() => new()
    {
        Kind = (ReportKind)Kind,
        Fingerprint = new(Fingerprint),
        Type = Type,
        Age = Age,
        Disposition = (Disposition)Disposition,
        DocumentUri = DocumentUri,
        DocumentHost = DocumentHost,
        SourceFile = SourceFile,
        UserAgent = Body?.UserAgent,
        Details = Csp?.ToViolation(Body) ?? Reread?.Details(KeepQueries) ?? UnknownDetails.Instance,
        MergeKey = new(MergeKey),
        Grouping = (Grouping)Grouping,
        KeepQueries = KeepQueries,
        Part = Reread?.Part ?? 0,
        Raw = Body is null ? [] : Csp is null && Reread is { } reread ? reread.Raw : Body.Raw,
    };
}

/// <summary>What the other side reads again: kinds other than CSP are rare, and many.</summary>
[GenerateSerializer, Immutable, Alias("picket.Reread")]
public sealed record RereadSurrogate([property: Id(0)] byte[] Raw, [property: Id(1)] int Part)
{
    internal ReportDetails? Details(bool keepQueries)
    {
        var items = ReportReader.Read(Raw, new(KeepQueries: keepQueries));
        return Part < items.Length ? items[Part].Report?.Details : null;
    }
}

/// <summary>What an issue is described by.</summary>
[GenerateSerializer, Immutable, Alias("picket.Csp")]
public sealed record CspSurrogate(
    [property: Id(0)] string EffectiveDirective,
    [property: Id(1)] string ViolatedDirective,
    [property: Id(2)] byte BlockedKind,
    [property: Id(3)] string BlockedText,
    [property: Id(4)] string BlockedDisplay,
    [property: Id(5)] string? BlockedHost,
    [property: Id(6)] int? BlockedPort,
    [property: Id(7)] ulong PolicyId,
    [property: Id(8)] UInt128? Policy)
{
    internal static CspSurrogate Of(CspViolation csp) => new(
        csp.EffectiveDirective, csp.ViolatedDirective, (byte)csp.BlockedUri.Kind, csp.BlockedUri.Text, csp.BlockedUri.Display, csp.BlockedUri.Host, csp.BlockedUri.Port,
        csp.PolicyId, csp.PolicyFingerprint?.Value);

    internal CspViolation ToViolation(BodySurrogate? body) => new()
    {
        EffectiveDirective = EffectiveDirective,
        ViolatedDirective = ViolatedDirective,
        BlockedUri = new((BlockedUriKind)BlockedKind, BlockedText, BlockedDisplay, BlockedHost, BlockedPort),
        PolicyId = PolicyId,
        Referrer = body?.Referrer,
        OriginalPolicy = body?.OriginalPolicy,
        PolicyFingerprint = Policy is { } policy ? new(policy) : null,
        Sample = body?.Sample,
        LineNumber = body?.LineNumber,
        ColumnNumber = body?.ColumnNumber,
        StatusCode = body?.StatusCode,
    };
}

/// <summary>What only samples need.</summary>
[GenerateSerializer, Immutable, Alias("picket.Body")]
public sealed record BodySurrogate(
    [property: Id(0)] byte[] Raw,
    [property: Id(1)] string? UserAgent,
    [property: Id(2)] string? Referrer,
    [property: Id(3)] string? OriginalPolicy,
    [property: Id(4)] string? Sample,
    [property: Id(5)] int? LineNumber,
    [property: Id(6)] int? ColumnNumber,
    [property: Id(7)] int? StatusCode)
{
    internal static BodySurrogate Of(Report report) => new(
        report.Csp is null ? [] : report.Raw.ToArray(),
        report.UserAgent,
        report.Csp?.Referrer,
        report.Csp?.OriginalPolicy,
        report.Csp?.Sample,
        report.Csp?.LineNumber,
        report.Csp?.ColumnNumber,
        report.Csp?.StatusCode);
}
