namespace Picket.Reports.Normalization;

/// <summary>Schemes that keep their two slashes when there is no host, as Python's URL functions write them. Frozen: fingerprints depend on it.</summary>
internal static class NetlocSchemes
{
    /// <summary>Whether <paramref name="scheme"/>, in lower case, is one of them.</summary>
    public static bool Contains(ReadOnlySpan<char> scheme) => scheme is
        "ftp" or "http" or "gopher" or "nntp" or "telnet" or "imap" or "wais" or "file" or "mms" or "https" or "shttp" or "snews" or "prospero"
        or "rtsp" or "rtspu" or "rsync" or "svn" or "svn+ssh" or "sftp" or "nfs" or "git" or "git+ssh" or "ws" or "wss";
}
