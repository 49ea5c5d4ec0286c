namespace Picket.Web.Dashboard.Live;

/// <summary>What an open page hears.</summary>
internal enum LiveSignal
{
    /// <summary>Look again.</summary>
    Changed,

    /// <summary>Nothing new; keeps proxies from closing the connection.</summary>
    Beat,
}
