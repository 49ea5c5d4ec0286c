namespace Picket.Web.Dashboard.Live;

/// <summary>A short text that changes whenever a page of the place would.</summary>
internal delegate Task<string> StampSource(LivePlace place, CancellationToken cancellation);
