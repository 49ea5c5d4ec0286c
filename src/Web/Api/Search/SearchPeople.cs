namespace Picket.Web.Api.Search;

/// <summary>Whom names in a search mean.</summary>
/// <param name="Me">The user who searches.</param>
/// <param name="Others">Members of the organization by e-mail address and name, lower case. Only they are found: whoever is no member reads like nobody.</param>
internal sealed record SearchPeople(long Me, IReadOnlyDictionary<string, long> Others)
{
    /// <summary>The number of the user called <paramref name="name"/>; 0, which is nobody, where there is none.</summary>
    public long Find(string name) => name.Equals("me", StringComparison.OrdinalIgnoreCase) ? Me : Others.GetValueOrDefault(name.ToLowerInvariant());
}
