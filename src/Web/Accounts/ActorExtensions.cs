using System.Globalization;
using Microsoft.AspNetCore.Http;
using Picket.Storage.Tenants;

namespace Picket.Web.Accounts;

/// <summary>Who a request's changes are ascribed to.</summary>
internal static class ActorExtensions
{
    /// <summary>The caller, with the address the request came from.</summary>
    public static Actor Actor(this HttpContext context)
    {
        var caller = context.Features.Get<Caller>();
        var via = caller switch
        {
            null => "link",
            { Token.Id: var token } => string.Create(CultureInfo.InvariantCulture, $"token {token}"),
            _ => "session",
        };
        return new(caller?.UserId, caller?.Name ?? "nobody", via, Session.AddressOf(context));
    }
}
