using Picket.Storage.Accounts;

namespace Picket.Web.Accounts;

/// <summary>
/// Who may do what: the only place that decides it. A caller needs the role, and where a token was presented its scope as well. A suspended organization can be read only.
/// </summary>
internal static class Permissions
{
    private static readonly Dictionary<Permission, Rule> Rules = new()
    {
        //                             role          scope              whole: not with a token for one project
        [Permission.List] =       new(null,         TokenScopes.Read,  false),
        [Permission.Read] =       new(Role.Viewer,  TokenScopes.Read,  false),
        [Permission.Triage] =     new(Role.Member,  TokenScopes.Write, false),
        [Permission.Configure] =  new(Role.Admin,   TokenScopes.Write, false),
        [Permission.Administer] = new(Role.Admin,   TokenScopes.Admin, false),
        [Permission.Own] =        new(Role.Owner,   TokenScopes.Admin, true),
        [Permission.Account] =    new(null,         TokenScopes.Admin, true),
        [Permission.Operate] =    new(null,         TokenScopes.Admin, true),
    };

    /// <summary>True where <paramref name="caller"/> may do it; <paramref name="membership"/> is what the caller is to the organization it happens in, null where it happens in none.</summary>
    public static bool Allows(Permission permission, Caller caller, Membership? membership)
    {
        var rule = Rules[permission];
        return (caller.Token is not { } token || (token.Scopes.HasFlag(rule.Scope) && (token.Project is null || Covers(token, rule, membership))))
            && (permission != Permission.Operate || caller.IsOperator)
            && (rule.Role is not { } role || (membership is not null && membership.Role >= role))
            && (membership is not { IsSuspended: true } || permission == Permission.Read);
    }

    /// <summary>A token for one project does nothing outside of it but listing what is there, which is that project.</summary>
    private static bool Covers(TokenGrant token, Rule rule, Membership? membership) =>
        !rule.Whole && (membership is null ? rule.Role is null : membership.Project?.Id == token.Project);

    private sealed record Rule(Role? Role, TokenScopes Scope, bool Whole);
}
