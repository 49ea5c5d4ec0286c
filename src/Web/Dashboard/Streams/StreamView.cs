using Picket.Storage.Queries;
using Picket.Storage.State;
using Picket.Web.Api.Search;

namespace Picket.Web.Dashboard.Streams;

/// <summary>What a stream's page shows.</summary>
public sealed record StreamView
{
    /// <summary>The organization.</summary>
    public required OrganizationRow Organization { get; init; }

    /// <summary>The project; null for all of the organization's.</summary>
    public ProjectRow? Project { get; init; }

    /// <summary>What was asked for.</summary>
    public required StreamRequest Request { get; init; }

    /// <summary>The issues.</summary>
    public IReadOnlyList<StreamRow> Rows { get; init; } = [];

    /// <summary>The next page's cursor; null where the list ends.</summary>
    public string? Next { get; init; }

    /// <summary>What is wrong with the search; null where nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>The search in three parts, the middle one being what is wrong.</summary>
    public (string Before, string Wrong, string After) ErrorPlace { get; init; }

    /// <summary>Environments there are.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>The newest release of the project; null where it has had one at most, so that nothing can have come with it.</summary>
    public string? Release { get; init; }

    /// <summary>Reports that limits refused in this hour.</summary>
    public long LimitedNow { get; init; }

    /// <summary>Views that are kept.</summary>
    public IReadOnlyList<SavedView> Views { get; init; } = [];

    /// <summary>Whom issues can be given to.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>The trend is by day; else by hour.</summary>
    public bool IsByDay { get; init; }

    /// <summary>False where the user may only look.</summary>
    public bool MayTriage { get; init; }

    /// <summary>What was just done, in words; null where nothing was.</summary>
    public string? Done { get; init; }

    /// <summary>The stream's own path.</summary>
    public string Path => Project is { } project ? $"/projects/{project.Id}" : $"/organizations/{Organization.Slug}/issues";

    /// <summary>What is changed here.</summary>
    public string ActionPath => Project is null ? Path : $"{Path}/issues";

    /// <summary>The address of this stream with something else asked.</summary>
    public string Address(Func<StreamRequest, StreamRequest> with) => Path + with(Request with { Cursor = "" }).ToQuery();

    /// <summary>Parts of <paramref name="search"/> around what <paramref name="error"/> points at.</summary>
    internal static (string Before, string Wrong, string After) Place(string search, SearchError error)
    {
        var start = Math.Clamp(error.Position, 0, search.Length);
        var end = Math.Clamp(start + error.Length, start, search.Length);
        return (search[..start], search[start..end], search[end..]);
    }
}
