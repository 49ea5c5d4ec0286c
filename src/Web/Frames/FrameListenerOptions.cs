namespace Picket.Web.Frames;

/// <summary>What a host needs to know to take frames.</summary>
/// <param name="Secret">What gateways and hosts know and nobody else.</param>
public sealed record FrameListenerOptions(string Secret)
{
    /// <summary>Characters a secret has at least.</summary>
    public const int MinSecretLength = 16;
}
