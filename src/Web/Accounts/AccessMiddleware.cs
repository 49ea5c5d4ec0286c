using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Picket.Ingestion;
using Picket.Storage.Accounts;
using Picket.Web.Api;
using Picket.Web.Dashboard;
using Picket.Web.Http;

namespace Picket.Web.Accounts;

/// <summary>
/// Lets callers pass who may do what the endpoint <see cref="Needs"/>, before parameters are bound. What changes something from a browser has to carry the antiforgery
/// token: a form as its field, a script as the header <c>X-CSRFToken</c>. Calls with an API token need none, for no browser sends that by itself.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, Memberships memberships, IAntiforgery antiforgery)
{
    private enum Found
    {
        Nothing,
        Nowhere,
        Somewhere,
    }

    /// <summary>Asks who and where, then decides.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Needs>() is not { } needs)
        {
            await next(context);
            return;
        }

        var caller = context.Features.Get<Caller>();
        if (needs.Permission is { } permission && await RefuseAsync(context, caller, permission) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        if (IsUnsafe(context.Request.Method) && caller?.Token is null && !await antiforgery.IsRequestValidAsync(context))
        {
            await Forbid(context, "The form is too old, or it is not Picket's own. Go back, reload the page and try again.").ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private async ValueTask<IResult?> RefuseAsync(HttpContext context, Caller? caller, Permission permission)
    {
        if (caller is null)
        {
            return Unauthorized(context);
        }

        var (found, membership) = await FindAsync(context, caller);
        if (found == Found.Nowhere || (membership is not null && caller.Token?.Project is { } only && membership.Project is { } project && project.Id != only))
        {
            return NotFound(context);
        }

        if (!Permissions.Allows(permission, caller, membership))
        {
            // Who operates an installation is nobody's business: to others these paths are not there.
            return permission == Permission.Operate && !caller.IsOperator ? NotFound(context)
                : membership is { IsSuspended: true } ? Forbid(context, "This organization is suspended: it can be read only. Ask whoever operates this installation.")
                : Forbid(context, "You do not have permission to perform this action.");
        }

        if (membership is not null)
        {
            context.Features.Set(new Access(caller, membership));
        }

        return null;
    }

    /// <summary>The membership that the path is about. Nothing where the path names no place.</summary>
    private async ValueTask<(Found Found, Membership? Membership)> FindAsync(HttpContext context, Caller caller)
    {
        var values = context.Request.RouteValues;
        var (organization, project, issue) = (values["organization"] as string, values["project"] as string, values["issue"] as string);
        if (organization is null && project is null && issue is null)
        {
            return (Found.Nothing, null);
        }

        var membership = (organization, project, issue) switch
        {
            (_, _, not null) when Number(issue) is { } id => await memberships.FindOfIssueAsync(caller.UserId, id, context.RequestAborted),
            (_, _, not null) => null,
            (not null, not null, _) when Slug.IsValid(organization) && Slug.IsValid(project) => await memberships.FindAsync(caller.UserId, organization, project, context.RequestAborted),
            (not null, null, _) when Slug.IsValid(organization) => await memberships.FindAsync(caller.UserId, organization, context.RequestAborted),
            (null, not null, _) when ProjectId.TryParse(project, out var id) => await memberships.FindAsync(caller.UserId, id, context.RequestAborted),
            _ => null,
        };
        var isElsewhere = issue is not null && membership is not null
            && ((organization is not null && membership.Organization.Slug != organization) || (project is not null && membership.Project!.Slug != project));
        return membership is null || isElsewhere ? (Found.Nowhere, null) : (Found.Somewhere, membership);
    }

    private static IResult Unauthorized(HttpContext context)
    {
        if (!ApiPaths.Has(context.Request.Path))
        {
            return TypedResults.LocalRedirect("/sign-in");
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiError.Unauthorized(context.Request.Headers.Authorization.Count > 0 ? "Invalid token" : "Authentication credentials were not provided.");
    }

    private static IResult NotFound(HttpContext context) => ApiPaths.Has(context.Request.Path) ? ApiError.NotFound() : Messages.NotFound();

    private static IResult Forbid(HttpContext context, string detail) => ApiPaths.Has(context.Request.Path)
        ? ApiError.Answer(StatusCodes.Status403Forbidden, detail)
        : Messages.Page(StatusCodes.Status403Forbidden, "Not allowed", detail, isSignedIn: context.Features.Get<Caller>() is not null);

    private static bool IsUnsafe(string method) => !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
