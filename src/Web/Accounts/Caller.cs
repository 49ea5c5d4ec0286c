using Microsoft.AspNetCore.Http;
using Picket.Storage.Accounts;

namespace Picket.Web.Accounts;

/// <summary>The user behind a request that <see cref="AccessMiddleware"/> has let pass.</summary>
/// <param name="UserId">The user's number.</param>
/// <param name="Name">How others call this user.</param>
/// <param name="IsOperator">True where the user operates the installation.</param>
/// <param name="Token">The token that was presented; null for a session.</param>
/// <param name="SessionId">The session's number; null for a token.</param>
internal sealed record Caller(long UserId, string Name, bool IsOperator, TokenGrant? Token, long? SessionId)
{
    // Parameters are bound for open endpoints, too: there a stranger is a user who owns nothing.
    private static readonly Caller Nobody = new(0, "", false, null, null);

    /// <summary>Binds it as a parameter of endpoints.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>() ?? Nobody);

    /// <summary>From who was found; null for who has yet to give the second factor.</summary>
    public static Caller? Of(Identified? found) => found is { IsPending: false } ? new(found.UserId, found.Name, found.IsOperator, found.Token, found.SessionId) : null;
}
