using Microsoft.AspNetCore.Builder;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web;

/// <summary>temporary</summary>
public static class PicketWebApplicationExtensions
{
    /// <summary>temporary</summary>
    public static WebApplication MapPicketWeb(this WebApplication app)
    {
        SignInEndpoints.Map(app);
        TryEndpoint.Map(app);
        return app;
    }
}
