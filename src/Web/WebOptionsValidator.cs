using System.Net;
using Microsoft.Extensions.Options;

namespace Picket.Web;

/// <summary>Finds everything that is wrong at once beside what attributes say.</summary>
public sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            errors.Add($"{WebOptions.Section}:PublicUrl is '{options.PublicUrl}'; write scheme, host and port only, such as https://reports.example.com.");
        }

        foreach (var network in options.TrustedNetworks)
        {
            if (!IPNetwork.TryParse(network, out _))
            {
                errors.Add($"{WebOptions.Section}:TrustedNetworks has '{network}'; write networks as 10.0.0.0/8 or fd00::/8, with no bits set behind the prefix.");
            }
        }

        // It goes into a header, between other directives.
        if (options.OwnReports.Length > 0 && (!Uri.TryCreate(options.OwnReports, UriKind.Absolute, out var own) || own.Scheme is not ("http" or "https")
            || options.OwnReports.Any(letter => letter is <= ' ' or > '~' or '"' or '\'' or ',' or ';')))
        {
            errors.Add($"{WebOptions.Section}:OwnReports is '{options.OwnReports}'; write the address of a project's reports, such as https://reports.example.com/api/1/security/?sentry_key=...");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
