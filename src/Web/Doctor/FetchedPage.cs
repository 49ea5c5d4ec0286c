using Picket.Reports.Headers;

namespace Picket.Web.Doctor;

/// <summary>What a page's server answered.</summary>
/// <param name="Address">Where it was at last, behind all redirects.</param>
/// <param name="Status">Its status.</param>
/// <param name="Fields">Its headers and, of an HTML page, its meta elements.</param>
public sealed record FetchedPage(Uri Address, int Status, IReadOnlyList<HeaderField> Fields);
