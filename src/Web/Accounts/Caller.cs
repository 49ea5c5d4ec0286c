using Microsoft.AspNetCore.Http;

namespace Picket.Web.Accounts;

/// <summary>The user behind a request that <see cref="ApiAuthentication"/> or <see cref="PageAuthentication"/> has let pass.</summary>
/// <param name="UserId">The user's number.</param>
internal sealed record Caller(long UserId)
{
    // Filters run after binding: what they will refuse binds as a user who owns nothing.
    private static readonly Caller Nobody = new(0);

    /// <summary>Binds it as a parameter of endpoints.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>() ?? Nobody);
}
