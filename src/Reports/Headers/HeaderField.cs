namespace Picket.Reports.Headers;

/// <summary>A header of a page's answer.</summary>
/// <param name="Name">Its name, as it was written.</param>
/// <param name="Value">Its value, without white space around it.</param>
/// <param name="IsMeta">True where it stands in the page as <c>&lt;meta http-equiv&gt;</c>, which can do less (CSP3 §3.3).</param>
public sealed record HeaderField(string Name, string Value, bool IsMeta = false)
{
    /// <summary>True where it is called <paramref name="name"/>; case does not count.</summary>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
