using Picket.Storage.Tenants;

namespace Picket.Web.Accounts;

/// <summary>Why a change was not made, in plain words.</summary>
internal static class ChangeWords
{
    /// <summary>One sentence.</summary>
    public static string Of(ChangeResult result) => result switch
    {
        ChangeResult.NotFound => "There is no such thing any more.",
        ChangeResult.Taken => "Something has that slug already.",
        ChangeResult.LastOwner => "The last owner cannot go: make somebody else an owner first, or delete the organization.",
        ChangeResult.OwnersOnly => "Only an owner can make, change or remove owners.",
        ChangeResult.PlanFull => "The organization's plan has no room for another one.",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, null),
    };
}
