using Picket.Storage.Queries;
using Picket.Storage.Tenants;

namespace Picket.Web.Installations;

/// <summary>What the operator's page shows.</summary>
/// <param name="Version">Picket's version.</param>
/// <param name="PublicUrl">Where browsers reach it.</param>
/// <param name="State">How it is.</param>
/// <param name="Organizations">A page of them.</param>
/// <param name="Usage">What organizations took this month, by slug.</param>
/// <param name="Plans">All plans.</param>
/// <param name="Next">Where the list of organizations goes on; null where it ends.</param>
public sealed record InstallationView(
    string Version, string PublicUrl, InstallationState State, IReadOnlyList<OrganizationDetail> Organizations, IReadOnlyDictionary<string, UsageRow> Usage, IReadOnlyList<PlanRow> Plans, long? Next)
{
    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>A number that may be small: whole from ten on.</summary>
    public static string Rate(float value) => value.ToString(value < 10 ? "0.##" : "#,0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Bytes in words.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1 << 20 => $"{Dashboard.Words.Number(bytes >> 10)} KiB",
        < 1L << 30 => $"{Dashboard.Words.Number(bytes >> 20)} MiB",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
    };
}
