namespace Picket.Storage.Tenants;

/// <summary>An organization has reached a part of its month's quota.</summary>
/// <param name="Slug">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Percent">80, 100 or 120.</param>
/// <param name="Quota">Reports of a month.</param>
/// <param name="HasGrace">Reports are taken until 120 percent.</param>
/// <param name="Month">Its first day.</param>
/// <param name="Owners">Confirmed addresses of its owners, with blanks between.</param>
public sealed record QuotaNotice(string Slug, string Name, short Percent, long Quota, bool HasGrace, DateTime Month, string Owners)
{
    /// <summary>The addresses one by one.</summary>
    public string[] Addresses => Owners.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
