using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Picket.Web.Accounts;

namespace Picket.Web.Api.OpenApi;

/// <summary>Writes what an endpoint's <see cref="Description"/> and <see cref="Needs"/> say into the document.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    /// <summary>Name of the way to authenticate.</summary>
    public const string Scheme = "token";

    private const string Json = "application/json";

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var (description, needs) = (metadata.OfType<Description>().LastOrDefault(), metadata.OfType<Needs>().LastOrDefault());
        operation.Responses = [];
        if (description is not null)
        {
            operation.Summary = description.Summary;
            operation.Responses[description.Status.ToString(CultureInfo.InvariantCulture)] =
                new OpenApiResponse { Description = description.Answer is null ? "Done; there is no body." : "The answer.", Content = ContentOf(description.Answer) };
            operation.Responses["400"] = Error("Something in the call is wrong; the fields are named.", "name: This field is required.");
            if (description.Body is not null)
            {
                operation.RequestBody = new OpenApiRequestBody { Required = true, Content = ContentOf(description.Body) };
            }
        }

        if (needs?.Permission is { } permission)
        {
            operation.Description = $"Needs the permission {permission}.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            operation.Responses["401"] = Error("No token, or one that is unknown, expired or revoked.", "Authentication credentials were not provided.");
            operation.Responses["403"] = Error("The role or the token's scope does not allow it.", "You do not have permission to perform this action.");
        }

        operation.Responses["404"] = Error("There is no such thing, or it is another tenant's: the two look alike.", "The requested resource does not exist");
        operation.Responses["503"] = Error("The database cannot be reached; Retry-After says when to try again.", "The database cannot be reached at the moment. Try again in a few seconds.");
        return Task.CompletedTask;
    }

    private static OpenApiResponse Error(string description, string detail) => new() { Description = description, Content = ContentOf(new JsonObject { ["detail"] = detail }.ToJsonString()) };

    private static Dictionary<string, OpenApiMediaType>? ContentOf(string? example) => example is null ? null : new()
    {
        [Json] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = example.TrimStart().StartsWith('[') ? JsonSchemaType.Array : JsonSchemaType.Object }, Example = JsonNode.Parse(example) },
    };
}
