using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Picket.Reports.Headers;

namespace Picket.Web.Doctor;

/// <summary>
/// Reads headers of pages that people name, without becoming their way into this network: a name is resolved once, every address it has must be public, and the connection goes to
/// one of those very addresses, at every redirect anew. Time, size, redirects and how many are under way at once are bounded.
/// </summary>
internal sealed class PublicPages(FetchRules rules) : IDisposable
{
    private const int MaxRedirects = 5;
    private const int MaxHeaderKilobytes = 64;
    private const int MaxBody = 256 * 1024;
    private const int MaxAtOnce = 4;
    private const string Agent = "Picket-header-doctor/1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(MaxAtOnce);

    /// <summary>Reads an address as people write it; null where it is none that may be asked for.</summary>
    public static Uri? ReadAddress(string text)
    {
        text = text.Trim();
        text = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        return text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0 && uri.Host.Length > 0 ? uri : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Gets a page's headers, behind redirects.</summary>
    /// <exception cref="FetchRefusedException">It cannot be had.</exception>
    public Task<FetchedPage> GetAsync(Uri address, CancellationToken cancellation) => WithinAsync(address, async (client, patience) =>
    {
        for (var redirects = 0; ; redirects++)
        {
            using var answer = await SendAsync(client, new(HttpMethod.Get, address), patience).ConfigureAwait(false);
            if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                if (redirects == MaxRedirects)
                {
                    throw new FetchRefusedException($"It redirects more than {MaxRedirects} times.");
                }

                continue;
            }

            var fields = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
                .SelectMany(header => header.Value.Select(value => new HeaderField(header.Key, value))).Take(HeaderText.MaxFields).ToList();
            fields.AddRange(HeaderText.ParseMeta(await ReadHtmlAsync(answer, patience).ConfigureAwait(false)));
            return new FetchedPage(address, (int)answer.StatusCode, fields);
        }
    }, cancellation);

    /// <summary>Asks an address whether browsers may send reports to it from <paramref name="origin"/>, as they would ask (Fetch §4.8).</summary>
    public async Task<EndpointState> ProbeAsync(Uri endpoint, string origin, CancellationToken cancellation)
    {
        try
        {
            return await WithinAsync(endpoint, async (client, patience) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Options, endpoint);
                request.Headers.Add("Origin", origin);
                request.Headers.Add("Access-Control-Request-Method", "POST");
                request.Headers.Add("Access-Control-Request-Headers", "content-type");
                using var answer = await SendAsync(client, request, patience).ConfigureAwait(false);
                return answer.IsSuccessStatusCode && Says(answer, "Access-Control-Allow-Origin", origin) && Says(answer, "Access-Control-Allow-Headers", "content-type")
                    ? EndpointState.Answers
                    : EndpointState.RefusesPreflight;
            }, cancellation).ConfigureAwait(false);
        }
        catch (FetchRefusedException)
        {
            return EndpointState.Unreachable;
        }
    }

    private static bool Says(HttpResponseMessage answer, string header, string wanted) => answer.Headers.TryGetValues(header, out var values)
        && values.SelectMany(value => value.Split(',')).Any(value => value.Trim() == "*" || value.Trim().Equals(wanted, StringComparison.OrdinalIgnoreCase));

    private async Task<T> WithinAsync<T>(Uri address, Func<HttpMessageInvoker, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        if (!await _places.WaitAsync(TimeSpan.Zero, cancellation).ConfigureAwait(false))
        {
            throw new FetchRefusedException("Too many pages are being looked at right now. Try again in a moment, or paste the headers.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var client = Client();
            return await work(client, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FetchRefusedException($"It did not answer within {Patience.TotalSeconds} seconds.");
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as FetchRefusedException ?? new FetchRefusedException(e.InnerException is AuthenticationException
                ? $"The certificate of {address.Host} is not valid, so browsers do not open it either."
                : "It did not answer as a website does.");
        }
        catch (IOException)
        {
            throw new FetchRefusedException("It closed the connection before it had answered.");
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker client, HttpRequestMessage request, CancellationToken cancellation)
    {
        var uri = request.RequestUri!;
        if (uri.Scheme is not ("http" or "https") || !rules.MayUse(uri.Port) || uri.UserInfo.Length > 0)
        {
            throw new FetchRefusedException("Only pages of http and https on their usual ports are looked at.");
        }

        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*;q=0.1");
        return await client.SendAsync(request, cancellation).ConfigureAwait(false);
    }

    // Made anew each time: no connection outlives its check, and no proxy, cookie or credential of this host is ever used.
    private HttpMessageInvoker Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        MaxResponseDrainSize = 0,
        ConnectCallback = async (context, cancellation) => await ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false),
    });

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellation)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await rules.Resolve(host.Host, cancellation).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            throw new FetchRefusedException($"There is no host {host.Host}.");
        }

        // One that is not public is enough: a name with both kinds is somebody's trick.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => rules.MayReach(address)))
        {
            throw new FetchRefusedException($"{host.Host} is not on the public internet. Paste its headers instead.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw new FetchRefusedException($"{host.Host} does not answer.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> ReadHtmlAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not "text/html" || answer.Content.Headers.ContentEncoding.Count > 0)
        {
            return "";
        }

        var buffer = new byte[MaxBody];
        using var stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var length = await stream.ReadAtLeastAsync(buffer, MaxBody, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
