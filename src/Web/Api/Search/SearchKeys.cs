using Picket.Storage.Search;

namespace Picket.Web.Api.Search;

/// <summary>The words that may stand before a colon, Sentry's and the tags' names among them.</summary>
internal static class SearchKeys
{
    /// <summary>Stands for what <c>is:</c> and <c>has:</c> mean: their value says which field.</summary>
    public const IssueField Word = (IssueField)(-1);

    /// <summary>Every key and what it looks at.</summary>
    public static IReadOnlyDictionary<string, IssueField> All { get; } = new Dictionary<string, IssueField>(StringComparer.OrdinalIgnoreCase)
    {
        ["is"] = Word,
        ["has"] = Word,
        ["directive"] = IssueField.Directive,
        ["effective-directive"] = IssueField.Directive,
        ["blocked"] = IssueField.BlockedHost,
        ["blocked-host"] = IssueField.BlockedHost,
        ["blocked-uri"] = IssueField.BlockedUri,
        ["document"] = IssueField.DocumentHost,
        ["document-host"] = IssueField.DocumentHost,
        ["source"] = IssueField.SourceFile,
        ["source-file"] = IssueField.SourceFile,
        ["disposition"] = IssueField.Disposition,
        ["browser"] = IssueField.Browser,
        ["release"] = IssueField.Release,
        ["firstRelease"] = IssueField.FirstRelease,
        ["environment"] = IssueField.Environment,
        ["kind"] = IssueField.Kind,
        ["event.type"] = IssueField.Kind,
        ["noise"] = IssueField.Place,
        ["title"] = IssueField.Title,
        ["message"] = IssueField.Title,
        ["culprit"] = IssueField.Culprit,
        ["assigned"] = IssueField.Assignee,
        ["assigned_to"] = IssueField.Assignee,
        ["bookmarks"] = IssueField.BookmarkedBy,
        ["ticket"] = IssueField.Ticket,
        ["issue.id"] = IssueField.Id,
        ["firstSeen"] = IssueField.FirstSeen,
        ["age"] = IssueField.FirstSeen,
        ["lastSeen"] = IssueField.LastSeen,
        ["timesSeen"] = IssueField.TimesSeen,
    };

    /// <summary>Keys whose values are texts, and which <c>has:</c> may ask for.</summary>
    public static bool IsText(IssueField field) => field is (>= IssueField.Title and <= IssueField.Environment or IssueField.Ticket) and not (IssueField.LatestRelease or IssueField.NewInLatestRelease);
}
