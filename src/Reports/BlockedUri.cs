namespace Picket.Reports;

/// <summary>A blocked URI after normalization.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Text">As sent, but bounded and masked: no user info, no query values, no fragment, no payload of data URLs. Empty where missing.</param>
/// <param name="Display">As titles show it: <c>'self'</c>, a host with its non-default port, or <c>scheme:</c> (Relay's rule, not the fingerprint's).</param>
/// <param name="Host">The lower-case host of a <see cref="BlockedUriKind.Url"/>, without port; else null.</param>
/// <param name="Port">The port as sent; null where absent.</param>
public readonly record struct BlockedUri(BlockedUriKind Kind, string Text, string Display, string? Host, int? Port);
