namespace Picket.Storage.Accounts;

/// <summary>The roles' names, as they are stored, shown and sent.</summary>
public static class Roles
{
    /// <summary>All names, the least first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["viewer", "member", "admin", "owner"];

    /// <summary>The name of <paramref name="role"/>.</summary>
    public static string NameOf(Role role) => Names[(int)role - 1];

    /// <summary>The role of that name; null where there is none.</summary>
    public static Role? Find(string? name)
    {
        for (var place = 0; place < Names.Count; place++)
        {
            if (Names[place] == name)
            {
                return (Role)(place + 1);
            }
        }

        return null;
    }
}
