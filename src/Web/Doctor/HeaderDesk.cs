using Microsoft.Extensions.Options;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Reports.Headers;
using Picket.Web.Dashboard;

namespace Picket.Web.Doctor;

/// <summary>The header doctor, for page and API: reads what is pasted or fetched, asks the addresses that reports go to, and has <see cref="HeaderDoctor"/> judge.</summary>
internal sealed class HeaderDesk(PublicPages pages, IProjectDirectory projects, ReportUris uris, IOptions<WebOptions> options)
{
    /// <summary>False where the operator wants no connections to sites that people name.</summary>
    public bool Fetches => options.Value.HeaderDoctorFetches;

    /// <summary>Examines headers that were pasted. Nothing is asked but what Picket knows itself.</summary>
    public Diagnosis Examine(string headers)
    {
        var fields = HeaderText.Parse(headers);
        return HeaderDoctor.Examine(fields, HeaderDoctor.EndpointsOf(fields).ToDictionary(address => address, Own));
    }

    /// <summary>Fetches a page and examines it.</summary>
    /// <exception cref="FetchRefusedException">It cannot be had.</exception>
    public async Task<(FetchedPage Page, Diagnosis Diagnosis)> FetchAsync(string address, CancellationToken cancellation)
    {
        if (!Fetches)
        {
            throw new FetchRefusedException("This installation opens no connections to other sites. Paste the headers instead.");
        }

        var page = await pages.GetAsync(PublicPages.ReadAddress(address) ?? throw new FetchRefusedException("This is no address of a website."), cancellation);
        var states = new Dictionary<string, EndpointState>();
        foreach (var endpoint in HeaderDoctor.EndpointsOf(page.Fields))
        {
            states[endpoint] = Own(endpoint) is var own && own != EndpointState.Unknown
                ? own
                : await pages.ProbeAsync(new(endpoint), page.Address.GetLeftPart(UriPartial.Authority), cancellation);
        }

        return (page, HeaderDoctor.Examine(page.Fields, states));
    }

    /// <summary>An address of this installation is looked up, not asked.</summary>
    private EndpointState Own(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !address.StartsWith(uris.Of("/api/"), StringComparison.OrdinalIgnoreCase))
        {
            return EndpointState.Unknown;
        }

        var key = uri.Query.TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith("sentry_key=", StringComparison.Ordinal) || pair.StartsWith("glitchtip_key=", StringComparison.Ordinal));
        return ProjectId.TryParse(uri.Segments.ElementAtOrDefault(2)?.TrimEnd('/'), out var id) && projects.Find(id) is { Active: true } project
            && ProjectKey.TryParse(key?[(key.IndexOf('=', StringComparison.Ordinal) + 1)..], out var known) && project.Keys.Any(candidate => candidate.Active && candidate.Key == known)
            ? EndpointState.Answers
            : EndpointState.WrongKey;
    }
}
