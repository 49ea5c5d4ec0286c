using System.Globalization;
using Picket.Storage.State;

namespace Picket.Web.Api;

/// <summary>Someone an issue is assigned to, or who did something.</summary>
internal sealed record ApiUser(string Type, string Id, string Name, string? Email)
{
    /// <summary>From what is stored; null where there is nobody.</summary>
    public static ApiUser? Of(Person? person) => person is null ? null : new("user", person.Id.ToString(CultureInfo.InvariantCulture), person.Name, person.Email);
}
