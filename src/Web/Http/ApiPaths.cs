using Microsoft.AspNetCore.Http;

namespace Picket.Web.Http;

/// <summary>Tells programs from people: what is below <c>/api</c> speaks JSON.</summary>
internal static class ApiPaths
{
    /// <summary>True for paths of programs.</summary>
    public static bool Has(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
