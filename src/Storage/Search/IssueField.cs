namespace Picket.Storage.Search;

/// <summary>What a search can ask of an issue.</summary>
public enum IssueField
{
    /// <summary>Number: <see cref="Ingestion.Issues.IssueStatus"/>.</summary>
    Status,

    /// <summary>Number: <see cref="Ingestion.Issues.IssuePlace"/>.</summary>
    Place,

    /// <summary>Number: <see cref="State.IssueSubstatus"/>.</summary>
    Substatus,

    /// <summary>Number: <see cref="Reports.ReportKind"/>.</summary>
    Kind,

    /// <summary>Number: the class of noise that its first report was given.</summary>
    NoiseClass,

    /// <summary>Number: its own.</summary>
    Id,

    /// <summary>Number: the user it is assigned to.</summary>
    Assignee,

    /// <summary>Number: a user who has bookmarked it.</summary>
    BookmarkedBy,

    /// <summary>Pattern: title, culprit, directive or blocked URI, anywhere in it.</summary>
    Text,

    /// <summary>Pattern.</summary>
    Title,

    /// <summary>Pattern: the violated part of the policy.</summary>
    Culprit,

    /// <summary>Pattern: the effective directive, lower case.</summary>
    Directive,

    /// <summary>Pattern: host of what was blocked, lower case.</summary>
    BlockedHost,

    /// <summary>Pattern: what was blocked, as titles show it.</summary>
    BlockedUri,

    /// <summary>Pattern: a host that pages of its reports are on.</summary>
    DocumentHost,

    /// <summary>Pattern: a script or style sheet that caused one of its reports.</summary>
    SourceFile,

    /// <summary>Pattern: <c>enforce</c>, <c>report</c> or <c>unknown</c>.</summary>
    Disposition,

    /// <summary>Pattern: a browser, family and major version.</summary>
    Browser,

    /// <summary>Pattern: a release it was seen in.</summary>
    Release,

    /// <summary>No value: it was seen in the newest release of its project.</summary>
    LatestRelease,

    /// <summary>Pattern: the release it came with, the oldest that it was seen in.</summary>
    FirstRelease,

    /// <summary>No value: it came with the newest release of its project.</summary>
    NewInLatestRelease,

    /// <summary>Pattern: an environment it was seen in.</summary>
    Environment,

    /// <summary>Pattern: the address of the ticket it is linked to.</summary>
    Ticket,

    /// <summary>Time of its first report.</summary>
    FirstSeen,

    /// <summary>Time of its last report, to five minutes.</summary>
    LastSeen,

    /// <summary>How many reports it counts.</summary>
    TimesSeen,
}
