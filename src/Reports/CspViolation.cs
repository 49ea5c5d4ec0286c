using System.Diagnostics.CodeAnalysis;
using Picket.Reports.Fingerprints;
using System.Text.Json;
using Picket.Reports.Formats;
using Picket.Reports.Noise;
using Picket.Reports.Normalization;

namespace Picket.Reports;

/// <summary>What a CSP report says, normalized. Strings are bounded, free of U+0000 and lone surrogates, and masked.</summary>
/// <remarks>Most reports of a flood only add to a count. Texts that only a stored sample needs are decoded when they are first asked for.</remarks>
public sealed class CspViolation : ReportDetails
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly WireText _wireViolatedDirective;
    private readonly WireText _wireReferrer;
    private readonly WireText _wireOriginalPolicy;
    private readonly WireText _wireSample;
    private readonly bool _keepQueries;

    // Two readers at once may both decode; they get equal strings.
    private string? _violatedDirective;
    private string? _referrer;
    private string? _originalPolicy;
    private string? _sample;
    private Fingerprint? _policyFingerprint;

    /// <summary>A violation that did not come over the wire.</summary>
    public CspViolation()
    {
    }

    /// <summary>A violation whose rarely read texts still stand in <paramref name="body"/>.</summary>
    [SetsRequiredMembers]
    internal CspViolation(string effectiveDirective, BlockedUri blockedUri, in WireReport wire, ReadOnlyMemory<byte> body, bool keepQueries)
    {
        EffectiveDirective = effectiveDirective;
        BlockedUri = blockedUri;
        LineNumber = wire.LineNumber;
        ColumnNumber = wire.ColumnNumber;
        StatusCode = wire.StatusCode;
        _body = body;
        _keepQueries = keepQueries;
        _wireViolatedDirective = wire.ViolatedDirective;
        _wireReferrer = wire.Referrer;
        _wireOriginalPolicy = wire.OriginalPolicy;
        _wireSample = wire.Sample;
    }

    /// <summary>The effective directive, lower case: an open list, unknown names are kept.</summary>
    public required string EffectiveDirective { get; init; }

    /// <summary>The violated directive as sent: a name (CSP3) or the whole directive (before). Empty where absent.</summary>
    public string ViolatedDirective
    {
        get => _violatedDirective ??= _wireViolatedDirective.ToMasked(_body.Span, Mask.Policy, ReportLimits.MaxStringLength, _keepQueries) ?? "";
        init => _violatedDirective = value;
    }

    /// <summary>What was blocked.</summary>
    public required BlockedUri BlockedUri { get; init; }

    /// <summary>The page's referrer, masked; null where absent or empty.</summary>
    public string? Referrer
    {
        get => _referrer ??= _wireReferrer.ToMasked(_body.Span, Mask.Uri, ReportLimits.MaxStringLength, _keepQueries);
        init => _referrer = value;
    }

    /// <summary>The whole policy, at most 32 KiB; null where absent (Firefox 15 to 32) or empty.</summary>
    public string? OriginalPolicy
    {
        get => _originalPolicy ??= _wireOriginalPolicy.ToMasked(_body.Span, Mask.Policy, ReportLimits.MaxPolicyLength, _keepQueries);
        init => _originalPolicy = value;
    }

    /// <summary>Says which policy it is, nonces aside, on whatever host; 0 where it is absent, over the bounds of <see cref="PolicyCache"/>, or was not looked up there.</summary>
    public ulong PolicyId { get; set; }

    /// <summary>The policy's JSON text as it came; empty for a violation that did not come over the wire.</summary>
    internal ReadOnlySpan<byte> WirePolicy => _wireOriginalPolicy.Span(_body.Span);

    /// <summary>The first characters of the blocked code; null where absent or empty, as it is unless the policy says 'report-sample'.</summary>
    public string? Sample
    {
        get => _sample ??= _wireSample.ToMasked(_body.Span, Mask.Text, ReportLimits.MaxStringLength, _keepQueries);
        init => _sample = value;
    }

    /// <summary>Which policy that is: MD5 of <see cref="OriginalPolicy"/>, whose nonces are masked; null where there is none.</summary>
    public Fingerprint? PolicyFingerprint
    {
        get
        {
            if (_policyFingerprint is null && OriginalPolicy is { } policy)
            {
                var text = new Md5Text(stackalloc byte[1024]);
                text.Append(policy);
                _policyFingerprint = text.Finish();
            }

            return _policyFingerprint;
        }

        init => _policyFingerprint = value;
    }

    /// <summary>HTTP status of the document, 0 where the scheme has none; null where absent or absurd.</summary>
    public int? StatusCode { get; init; }

    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Csp;

    /// <inheritdoc/>
    public override string? BlockedHost => BlockedUri.Host;

    internal override string? Directive => EffectiveDirective;

    internal override string? Blocked => BlockedUri.Display;

    // Sentry stores self for a report without blocked-uri.
    private string BlockedText => BlockedUri.Kind == BlockedUriKind.Missing ? "self" : BlockedUri.Text;

    internal override string Title(Report report) => CspTitle.Of(EffectiveDirective, BlockedUri);

    internal override string? Culprit(Report report) => Formats.Culprit.Of(ViolatedDirective, report.DocumentUri);

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("effective-directive", EffectiveDirective);
        tag("blocked-uri", BlockedText);
        tag("blocked-host", BlockedUri.Text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? BlockedUri.Host : null);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("referrer", Referrer);
        writer.WriteIfKnown("effective_directive", EffectiveDirective);
        writer.WriteIfKnown("violated_directive", ViolatedDirective.Length == 0 ? null : ViolatedDirective);
        writer.WriteIfKnown("original_policy", OriginalPolicy);
        writer.WriteIfKnown("blocked_uri", BlockedText);
        writer.WriteIfKnown("status_code", StatusCode);
        writer.WriteIfKnown("script_sample", Sample);
    }
}
