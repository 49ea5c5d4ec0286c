namespace Picket.Web.Accounts;

/// <summary>Where to go on after signing in: a path of this site and nothing else, whatever an address said.</summary>
internal static class LocalPath
{
    private const int MaxLength = 500;

    /// <summary><paramref name="next"/> where it is a path here, else the first page.</summary>
    public static string Of(string? next) =>
        next is { Length: > 0 and <= MaxLength } && next[0] == '/' && (next.Length == 1 || next[1] is not ('/' or '\\')) && !next.Any(letter => char.IsControl(letter) || letter == '\\')
            ? next
            : "/";
}
