using System.Security.Cryptography;
using System.Text;

namespace Picket.Storage.Accounts;

/// <summary>Secrets that Picket makes: random, so their SHA-256 is all that is kept and no slower hash is needed.</summary>
internal static class Secrets
{
    private const int Bytes = 24;

    /// <summary>A new one, as hex.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
