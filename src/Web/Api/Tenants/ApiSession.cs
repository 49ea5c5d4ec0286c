using System.Globalization;
using Picket.Storage.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>A browser that is signed in.</summary>
internal sealed record ApiSession(string Id, string? Address, string Browser, string DateCreated, string DateLastSeen, bool IsCurrent)
{
    /// <summary>From its row.</summary>
    public static ApiSession Of(SessionRow row, long? current) =>
        new(row.Id.ToString(CultureInfo.InvariantCulture), row.Address, row.Browser, Words.Iso(row.CreatedAt), Words.Iso(row.SeenAt), row.Id == current);
}
