using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Tenants;

/// <summary>One's own tokens and sessions.</summary>
internal static class AccountEndpoints
{
    private const int MaxTokens = 100;
    private const int MaxDays = 3650;

    private const string TokenExample = """
        {"id": "3", "name": "CI", "scopes": ["read"], "projectId": null, "dateCreated": "2026-03-01T12:00:00.000Z", "expiresAt": "2027-03-01T12:00:00.000Z", "dateLastUsed": null,
         "token": "pkt_…"}
        """;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/", Me).Needs(Permission.List).Describe("Says who you are", answer: """{"id": "7", "name": "Ada", "isOperator": false, "scopes": ["read"]}""");
        api.MapGet("/users/me", Me).Needs(Permission.List).Describe("Says who you are", answer: """{"id": "7", "name": "Ada", "isOperator": false, "scopes": null}""");
        api.MapGet("/api-tokens", TokensAsync).Needs(Permission.Account).Describe("Lists your API tokens", answer: $"[{TokenExample}]");
        api.MapPost("/api-tokens", CreateTokenAsync).Needs(Permission.Account).Describe(
            "Makes an API token. Its text is in this answer and is never shown again", """{"name": "CI", "scopes": ["read"], "project": "1", "expiresInDays": 365}""", TokenExample, 201);
        api.MapDelete("/api-tokens/{token}", RevokeTokenAsync).Needs(Permission.Account).Describe("Revokes an API token", status: 204);
        api.MapGet("/users/me/sessions", SessionsAsync).Needs(Permission.Account).Describe("Lists the browsers you are signed in with", answer: """
            [{"id": "12", "address": "192.0.2.7", "browser": "Mozilla/5.0 …", "dateCreated": "2026-03-01T12:00:00.000Z", "dateLastSeen": "2026-03-02T12:00:00.000Z", "isCurrent": true}]
            """);
        api.MapDelete("/users/me/sessions", EndSessionsAsync).Needs(Permission.Account).Describe("Ends all your sessions but this one", status: 204);
        api.MapDelete("/users/me/sessions/{session}", EndSessionAsync).Needs(Permission.Account).Describe("Ends one of your sessions", status: 204);
    }

    private static JsonHttpResult<ApiMe> Me(Caller caller) => TypedResults.Json(
        new ApiMe(caller.UserId.ToString(CultureInfo.InvariantCulture), caller.Name, caller.IsOperator, caller.Token is { } token ? ApiToken.Names(token.Scopes) : null), TenantJson.Written.ApiMe);

    private static async Task<IResult> TokensAsync(Caller caller, TokenStore tokens, CancellationToken cancellation) =>
        TypedResults.Json([.. (await tokens.ListAsync(caller.UserId, cancellation)).Select(row => ApiToken.Of(row))], TenantJson.Written.IReadOnlyListApiToken);

    private static async Task<IResult> CreateTokenAsync(
        HttpContext context, ApiBody body, Caller caller, TokenStore tokens, Memberships memberships, AuditLog audit, TimeProvider time, CancellationToken cancellation)
    {
        var name = body.Text("name", 1, 100, isRequired: true);
        var names = body.Texts("scopes", 50);
        var scopes = names?.Aggregate(TokenScopes.None, (all, scope) => all | ApiToken.Scope(scope));
        if (names is null or [] || names.Any(scope => ApiToken.Scope(scope) == TokenScopes.None))
        {
            body.Refuse("scopes", "Expected some of read, write, admin.");
        }

        // What a token may not do, a token it makes may not do either.
        if (scopes is { } wanted && caller.Token is { } own && (wanted & ~own.Scopes) != TokenScopes.None)
        {
            body.Refuse("scopes", "A token cannot make one that may do more than itself.");
        }

        ProjectId? only = null;
        if (body.Text("project", 1, 19) is { } project)
        {
            only = ProjectId.TryParse(project, out var id) && await memberships.FindAsync(caller.UserId, id, cancellation) is not null ? id : null;
            if (only is null)
            {
                body.Refuse("project", "There is no such project.");
            }
        }

        var days = body.Whole("expiresInDays", 1, MaxDays);
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        if ((await tokens.ListAsync(caller.UserId, cancellation)).Count >= MaxTokens)
        {
            return ApiError.Answer(StatusCodes.Status409Conflict, $"You have {MaxTokens} tokens; revoke one first.");
        }

        var expires = days is { } given ? time.GetUtcNow().AddDays(given) : (DateTimeOffset?)null;
        var (row, token) = await tokens.CreateAsync(new(caller.UserId, name!, scopes!.Value, only, expires), cancellation);
        await audit.WriteAsync(context.Actor(), "token.create", name!, cancellation);
        return ApiChanges.Created(ApiToken.Of(row, token), TenantJson.Written.ApiToken);
    }

    private static async Task<IResult> RevokeTokenAsync(HttpContext context, string token, Caller caller, TokenStore tokens, AuditLog audit, CancellationToken cancellation)
    {
        if (!MemberEndpoints.TryReadUser(token, out var id) || await tokens.RevokeAsync(caller.UserId, id, cancellation) is not { } label)
        {
            return ApiError.NotFound();
        }

        await audit.WriteAsync(context.Actor(), "token.remove", label, cancellation);
        return ApiChanges.NoContent();
    }

    private static async Task<IResult> SessionsAsync(Caller caller, ISessions sessions, CancellationToken cancellation) =>
        TypedResults.Json([.. (await sessions.ListAsync(caller.UserId, cancellation)).Select(row => ApiSession.Of(row, caller.SessionId))], TenantJson.Written.IReadOnlyListApiSession);

    private static async Task<IResult> EndSessionAsync(string session, Caller caller, ISessions sessions, CancellationToken cancellation) =>
        MemberEndpoints.TryReadUser(session, out var id) && await sessions.EndAsync(caller.UserId, id, cancellation) ? ApiChanges.NoContent() : ApiError.NotFound();

    private static async Task<IResult> EndSessionsAsync(Caller caller, ISessions sessions, CancellationToken cancellation)
    {
        await sessions.EndAllAsync(caller.UserId, caller.SessionId, cancellation);
        return ApiChanges.NoContent();
    }
}
