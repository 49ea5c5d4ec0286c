namespace Picket.Web.Ingest;

/// <summary>The addresses reports are sent to.</summary>
internal static class IngestPath
{
    private const string Api = "/api/";

    /// <summary>
    /// Recognizes <c>/api/{project}/security</c>, <c>…/csp-report</c>, <c>…/nel</c> and <c>/{project}</c>, with or without a slash at the end.
    /// </summary>
    /// <param name="path">The request's path.</param>
    /// <param name="project">The text in the project's place, not checked to be a number under <c>/api/</c>.</param>
    /// <param name="isDsn">True for <c>/{project}</c>.</param>
    public static bool TryMatch(ReadOnlySpan<char> path, out ReadOnlySpan<char> project, out bool isDsn)
    {
        project = default;
        isDsn = false;
        if (path.Length > 1 && path[^1] == '/')
        {
            path = path[..^1];
        }

        if (path.StartsWith(Api, StringComparison.Ordinal))
        {
            path = path[Api.Length..];
            var slash = path.IndexOf('/');
            if (slash < 0 || path[(slash + 1)..] is not ("security" or "csp-report" or "nel"))
            {
                return false;
            }

            project = path[..slash];
            return true;
        }

        if (path.Length < 2 || path[0] != '/' || path[1..].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        project = path[1..];
        isDsn = true;
        return true;
    }
}
