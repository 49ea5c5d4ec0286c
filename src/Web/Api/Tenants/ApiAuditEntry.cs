using System.Globalization;
using System.Text.Json;
using Picket.Storage.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>An entry of the audit log.</summary>
internal sealed record ApiAuditEntry(string Id, string DateCreated, string? UserId, string Actor, string Via, string? IpAddress, string Event, string Target, JsonElement Data)
{
    /// <summary>From its row.</summary>
    public static ApiAuditEntry Of(AuditEntry row)
    {
        using var data = JsonDocument.Parse(row.Detail);
        return new(
            row.Id.ToString(CultureInfo.InvariantCulture), Words.Iso(row.At), row.UserId?.ToString(CultureInfo.InvariantCulture), row.Actor, row.Via, row.Address, row.Action, row.Target,
            data.RootElement.Clone());
    }
}

/// <summary>A page of them.</summary>
internal sealed record ApiAuditPage(IReadOnlyList<ApiAuditEntry> Rows);
