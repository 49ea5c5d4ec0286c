using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace Picket.Web.Frames;

/// <summary>
/// Both ends prove that they know the secret, which itself never crosses the wire: each sends a random number, and answers the other's with a keyed hash.
/// Every message begins with the protocol's name and version.
/// </summary>
internal static class FrameHandshake
{
    private const int NonceLength = 32;
    private const int ProofLength = HMACSHA256.HashSizeInBytes;
    private const int HelloLength = 5 + NonceLength;

    private static ReadOnlySpan<byte> Protocol => "PKTF\x02"u8;

    /// <summary>The host's side.</summary>
    /// <returns>False where the other end is no gateway of ours.</returns>
    public static async ValueTask<bool> AcceptAsync(PipeReader input, PipeWriter output, byte[] secret, CancellationToken cancellation)
    {
        var own = RandomNumberGenerator.GetBytes(NonceLength);
        await output.WriteAsync(Hello(own), cancellation).ConfigureAwait(false);
        if (await ReadAsync(input, HelloLength + ProofLength, cancellation).ConfigureAwait(false) is not { } answer || !answer.AsSpan().StartsWith(Protocol))
        {
            return false;
        }

        var theirs = answer.AsSpan(Protocol.Length, NonceLength);
        if (!CryptographicOperations.FixedTimeEquals(answer.AsSpan(HelloLength), Proof(secret, "gateway", own, theirs)))
        {
            return false;
        }

        await output.WriteAsync(Proof(secret, "host", theirs, own), cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>The gateway's side.</summary>
    /// <returns>False where the other end is no host of ours, or takes us for no gateway of its own.</returns>
    public static async ValueTask<bool> ConnectAsync(PipeReader input, PipeWriter output, byte[] secret, CancellationToken cancellation)
    {
        if (await ReadAsync(input, HelloLength, cancellation).ConfigureAwait(false) is not { } hello || !hello.AsSpan().StartsWith(Protocol))
        {
            return false;
        }

        var theirs = hello[Protocol.Length..];
        var own = RandomNumberGenerator.GetBytes(NonceLength);
        byte[] answer = [.. Hello(own), .. Proof(secret, "gateway", theirs, own)];
        await output.WriteAsync(answer, cancellation).ConfigureAwait(false);
        return await ReadAsync(input, ProofLength, cancellation).ConfigureAwait(false) is { } proof
            && CryptographicOperations.FixedTimeEquals(proof, Proof(secret, "host", own, theirs));
    }

    private static byte[] Hello(byte[] nonce) => [.. Protocol, .. nonce];

    private static byte[] Proof(byte[] secret, string role, ReadOnlySpan<byte> asked, ReadOnlySpan<byte> own) =>
        HMACSHA256.HashData(secret, (byte[])[.. Encoding.ASCII.GetBytes(role), .. asked, .. own]);

    private static async ValueTask<byte[]?> ReadAsync(PipeReader input, int length, CancellationToken cancellation)
    {
        var result = await input.ReadAtLeastAsync(length, cancellation).ConfigureAwait(false);
        if (result.Buffer.Length < length)
        {
            input.AdvanceTo(result.Buffer.Start);
            return null;
        }

        var message = result.Buffer.Slice(0, length);
        var bytes = message.ToArray();
        input.AdvanceTo(message.End);
        return bytes;
    }
}
