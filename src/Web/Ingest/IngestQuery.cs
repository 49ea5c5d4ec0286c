using Picket.Reports;

namespace Picket.Web.Ingest;

/// <summary>What the endpoint's query says about all its reports.</summary>
internal struct IngestQuery
{
    /// <summary>Parameters that are looked at; later ones are ignored.</summary>
    public const int MaxParameters = 64;

    private const int MaxKeyLength = 64;
    private const int MaxEnvironmentLength = 64;
    private const int MaxReleaseLength = 200;

    /// <summary><c>sentry_environment</c>.</summary>
    public string? Environment { get; private set; }

    /// <summary><c>sentry_release</c>.</summary>
    public string? Release { get; private set; }

    /// <summary><c>disposition</c>, for browsers that do not say.</summary>
    public Disposition Disposition { get; private set; }

    /// <summary>Reads a query with its question mark; keys go to <paramref name="keys"/>.</summary>
    public static IngestQuery Read(ReadOnlySpan<char> query, ref KeyRing keys)
    {
        var result = new IngestQuery();
        if (!query.IsEmpty && query[0] == '?')
        {
            query = query[1..];
        }

        for (var parameter = 0; parameter < MaxParameters && !query.IsEmpty; parameter++)
        {
            var end = query.IndexOf('&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            var equals = pair.IndexOf('=');
            if (equals > 0)
            {
                result.Apply(pair[..equals], pair[(equals + 1)..], ref keys);
            }
        }

        return result;
    }

    private void Apply(ReadOnlySpan<char> name, ReadOnlySpan<char> value, ref KeyRing keys)
    {
        switch (name)
        {
            case "sentry_key" or "glitchtip_key":
                keys.Add(value.Contains('%') ? PercentText.Decode(value, MaxKeyLength) : value.Trim());
                break;
            case "sentry_environment":
                Environment ??= PercentText.Decode(value, MaxEnvironmentLength);
                break;
            case "sentry_release":
                Release ??= PercentText.Decode(value, MaxReleaseLength);
                break;
            case "disposition":
                Disposition = value switch
                {
                    "enforce" => Disposition.Enforce,
                    "report" or "report-only" => Disposition.Report,
                    _ => Disposition,
                };
                break;
        }
    }
}
