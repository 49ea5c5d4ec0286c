using Microsoft.AspNetCore.Builder;

namespace Picket.Web.Api;

/// <summary>What the OpenAPI document says of an endpoint, beside what it <see cref="Accounts.Needs"/>.</summary>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Body">An example of what to send, as JSON; null where nothing is sent.</param>
/// <param name="Answer">An example of the answer, as JSON; null where it has none.</param>
/// <param name="Status">The status of that answer.</param>
internal sealed record Description(string Summary, string? Body, string? Answer, int Status);

/// <summary>Says it.</summary>
internal static class DescriptionExtensions
{
    /// <summary>Describes an endpoint of the API.</summary>
    public static TBuilder Describe<TBuilder>(this TBuilder builder, string summary, string? body = null, string? answer = null, int status = 200)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Description(summary, body, answer, status));
}
