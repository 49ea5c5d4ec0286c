using Picket.Storage.Queries;

namespace Picket.Web.Api;

/// <summary>The project of an issue.</summary>
internal sealed record ApiProjectRef(string Id, string Slug, string Name, string Platform)
{
    /// <summary>Sentry's word for what no SDK has sent.</summary>
    public const string AnyPlatform = "other";

    /// <summary>From its row.</summary>
    public static ApiProjectRef Of(ProjectRow row) => new(row.Id.ToString(), row.Slug, row.Name, AnyPlatform);
}
