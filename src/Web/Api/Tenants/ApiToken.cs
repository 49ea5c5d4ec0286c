using System.Globalization;
using System.Text.Json.Serialization;
using Picket.Storage.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>An API token. Its text is there when it was just made, and never again.</summary>
internal sealed record ApiToken(
    string Id, string Name, IReadOnlyList<string> Scopes, string? ProjectId, string DateCreated, string? ExpiresAt, string? DateLastUsed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token)
{
    /// <summary>From its row.</summary>
    public static ApiToken Of(TokenRow row, string? token = null) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), row.Label, Names((TokenScopes)row.Scopes), row.ProjectId?.ToString(CultureInfo.InvariantCulture), Words.Iso(row.CreatedAt),
        row.ExpiresAt is { } end ? Words.Iso(end) : null, row.LastUsedAt is { } used ? Words.Iso(used) : null, token);

    /// <summary>The names of scopes.</summary>
    public static IReadOnlyList<string> Names(TokenScopes scopes) =>
        [.. new[] { TokenScopes.Read, TokenScopes.Write, TokenScopes.Admin }.Where(scope => scopes.HasFlag(scope)).Select(scope => scope.ToString().ToLowerInvariant())];

    /// <summary>A scope by its name, or by Sentry's, such as <c>project:write</c>; none where it is neither.</summary>
    public static TokenScopes Scope(string name) => name[(name.LastIndexOf(':') + 1)..] switch
    {
        "read" => TokenScopes.Read,
        "write" or "releases" => TokenScopes.Write,
        "admin" => TokenScopes.Admin,
        _ => TokenScopes.None,
    };
}
