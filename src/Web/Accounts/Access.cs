using Microsoft.AspNetCore.Http;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;

namespace Picket.Web.Accounts;

/// <summary>Where a request that <see cref="AccessMiddleware"/> has let pass happens.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Membership">What the caller is there.</param>
internal sealed record Access(Caller Caller, Membership Membership)
{
    /// <summary>The organization of the path.</summary>
    public OrganizationRow Organization => Membership.Organization;

    /// <summary>The project of the path, or of its issue.</summary>
    /// <exception cref="InvalidOperationException">The path has neither.</exception>
    public ProjectRow Project => Membership.Project ?? throw new InvalidOperationException("The path names no project.");

    /// <summary>Binds it as a parameter of endpoints whose path names an organization, a project or an issue.</summary>
    public static ValueTask<Access> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Access>() ?? throw new InvalidOperationException("The endpoint says nothing of what it needs."));

    /// <summary>True where the caller may do more than the endpoint asked for.</summary>
    public bool Allows(Permission permission) => Permissions.Allows(permission, Caller, Membership);
}
