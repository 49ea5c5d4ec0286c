using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Picket.Gateway.Edge;

/// <summary>How connections for frames are encrypted.</summary>
internal static class FramesTls
{
    /// <summary>Trusts those that <paramref name="authorities"/> vouch for, and nobody else, to be <paramref name="host"/>.</summary>
    /// <returns>Null where no file is named: then connections are not encrypted.</returns>
    public static SslClientAuthenticationOptions? For(string host, string authorities)
    {
        if (authorities.Length == 0)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authorities);
        return new() { TargetHost = host, CertificateChainPolicy = policy };
    }
}
