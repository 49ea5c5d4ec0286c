using Picket.Reports.Policies;

namespace Picket.Reports.Headers;

/// <summary>The addresses that reports go to.</summary>
internal static class EndpointFindings
{
    /// <summary>All of them, with the header that names each; those of meta elements are ignored, as browsers do.</summary>
    public static IEnumerable<(string Header, string Address)> AddressesOf(IReadOnlyList<HeaderField> fields, ReportGroups groups) =>
        fields.Where(field => !field.IsMeta && PolicyFindings.IsPolicy(field))
            .SelectMany(field => ContentSecurityPolicy.ParseList(field.Value)
                .SelectMany(policy => policy.Find("report-uri")?.Sources ?? []).Select(source => (field.Name, source.Text)))
            .Concat(groups.Endpoints.Values.Select(address => ("Reporting-Endpoints", address)))
            .Concat(groups.Groups.Values.SelectMany(addresses => addresses).Select(address => ("Report-To", address)));

    /// <summary>Adds what is to be said of them.</summary>
    public static void Add(IReadOnlyList<HeaderField> fields, ReportGroups groups, IReadOnlyDictionary<string, EndpointState> states, List<Finding> findings)
    {
        foreach (var (header, address) in AddressesOf(fields, groups))
        {
            if (address[0] is '\'' or '"')
            {
                continue; // said already
            }

            var isAbsolute = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";
            if (!isAbsolute && (address[0] != '/' || header == "Report-To"))
            {
                findings.Add(new("endpoint-no-url", FindingLevel.Broken, header, $"\"{address}\" is no address that reports can be sent to.", "Write an address that starts with https://."));
            }
            else if (!isAbsolute)
            {
                findings.Add(new("endpoint-relative", FindingLevel.Advice, header, $"\"{address}\" is a path of the page's own site: reports go there.", "Write the whole address if they are to go elsewhere."));
            }
            else if (uri!.Scheme == "http" && !uri.IsLoopback)
            {
                findings.Add(new("endpoint-not-https", FindingLevel.Broken, header, $"{Shown(address)} is not HTTPS. Browsers send no reports there from HTTPS pages.", "Use an https address."));
            }
            else
            {
                State(header, address, states.GetValueOrDefault(address), findings);
            }
        }
    }

    private static void State(string header, string address, EndpointState state, List<Finding> findings)
    {
        var finding = state switch
        {
            EndpointState.Answers => new Finding("endpoint-answers", FindingLevel.Good, header, $"{Shown(address)} answers and lets browsers send."),
            // report-uri is sent without a preflight (CSP3 §5.5: no-cors); the Reporting API asks.
            EndpointState.RefusesPreflight when header is not ("Reporting-Endpoints" or "Report-To") => new Finding(
                "preflight-advice", FindingLevel.Advice, header, $"{Shown(address)} refuses preflights. report-uri needs none, but the Reporting API does.", "Let OPTIONS through to it before you use report-to."),
            EndpointState.RefusesPreflight => new Finding(
                "preflight", FindingLevel.Broken, header, $"{Shown(address)} refuses the preflight, so browsers send nothing there from other origins.",
                "Answer OPTIONS with Access-Control-Allow-Origin, Access-Control-Allow-Methods: POST and Access-Control-Allow-Headers: Content-Type. A proxy before Picket must let OPTIONS through."),
            EndpointState.Unreachable => new Finding("endpoint-unreachable", FindingLevel.Broken, header, $"{Shown(address)} does not answer.", "Is the host name right, and does a firewall let browsers through?"),
            EndpointState.WrongKey => new Finding("endpoint-key", FindingLevel.Broken, header, $"{Shown(address)} is Picket's, but its key is unknown or switched off.", "Copy the address again from the project's set-up page."),
            _ => null,
        };
        if (finding is not null)
        {
            findings.Add(finding);
        }
    }

    /// <summary>Without its query, which may hold a key.</summary>
    private static string Shown(string address) => address.Split('?')[0];
}
