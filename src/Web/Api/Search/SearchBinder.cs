using System.Globalization;
using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Reports.Noise;
using Picket.Storage.Search;
using Picket.Storage.State;

namespace Picket.Web.Api.Search;

/// <summary>Says what a term demands of an issue. Relative times are relative to <paramref name="now"/>.</summary>
internal sealed class SearchBinder(DateTimeOffset now, SearchPeople people)
{
    /// <summary>Why the last term means nothing.</summary>
    public SearchError? Error { get; private set; }

    /// <summary>What <paramref name="term"/> demands; null where it means nothing.</summary>
    public IssueCondition? Bind(SearchTerm term)
    {
        Error = null;
        if (!SearchKeys.All.TryGetValue(term.Key!, out var field))
        {
            return Fail(term.Wrong($"'{term.Key}:' is unknown; docs/api.md lists the keys. Put quotes around text that has a colon."));
        }

        if (term.Values.FirstOrDefault(value => value.Text.Length == 0) is { Length: > 0 } empty)
        {
            return Fail(new($"'{term.Key}:' wants a value; write has:{term.Key} for any.", empty.Position, empty.Length));
        }

        return field switch
        {
            SearchKeys.Word when term.Key!.Equals("has", StringComparison.OrdinalIgnoreCase) => One(term, value => Has(term, value)),
            SearchKeys.Word => Is(term),
            IssueField.Place => Noise(term),
            IssueField.Kind => Numbers(term, field, value => KindOf(value.Text), $"is no kind of report; there are {string.Join(", ", ReportKinds.All.Select(ReportKinds.Name))}."),
            IssueField.Id => Numbers(term, field, value => long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null, "is no issue's number."),
            IssueField.BookmarkedBy => Numbers(term, field, value => people.Find(value.Text), ""),
            IssueField.Assignee => Assigned(term),
            IssueField.FirstSeen or IssueField.LastSeen => One(term, value => SearchTimes.Parse(value, now) is { } times
                ? new(field, term.IsNegated) { From = times.From, Before = times.Before }
                : Fail(value, "is no time; write -24h (within it), +7d (longer ago), >2026-03-01, <=2026-03-01T12:00 or 2026-03-01.")),
            IssueField.TimesSeen => One(term, value => Counted(term, value)),
            IssueField.Release when term.Values is [{ Text: "latest", IsQuoted: false }] => new(IssueField.LatestRelease, term.IsNegated),
            IssueField.FirstRelease when term.Values is [{ Text: "latest", IsQuoted: false }] => new(IssueField.NewInLatestRelease, term.IsNegated),
            IssueField.BlockedHost when term.Key!.Equals("blocked", StringComparison.OrdinalIgnoreCase) => Blocked(term),
            _ => new(field, term.IsNegated) { Patterns = [.. term.Values.Select(value => Pattern(field, value))] },
        };
    }

    private IssueCondition? Is(SearchTerm term) => One(term, value => value.Text.ToLowerInvariant() switch
    {
        "unresolved" => Status(term, IssueStatus.Unresolved),
        "resolved" => Status(term, IssueStatus.Resolved),
        "ignored" or "archived" or "muted" => Status(term, IssueStatus.Ignored),
        "new" => Substatus(term, IssueSubstatus.New),
        "ongoing" => Substatus(term, IssueSubstatus.Ongoing),
        "regressed" => Substatus(term, IssueSubstatus.Regressed),
        "escalating" => Substatus(term, IssueSubstatus.Escalating),
        "archived_forever" => Substatus(term, IssueSubstatus.ArchivedForever),
        "archived_until_condition_met" => Substatus(term, IssueSubstatus.ArchivedUntilConditionMet),
        "archived_until_escalating" => Substatus(term, IssueSubstatus.ArchivedUntilEscalating),
        "assigned" => new(IssueField.Assignee, term.IsNegated),
        "unassigned" => new(IssueField.Assignee, !term.IsNegated),
        "linked" => new(IssueField.Ticket, term.IsNegated) { Patterns = [new("*", true)] },
        "unlinked" => new(IssueField.Ticket, !term.IsNegated) { Patterns = [new("*", true)] },
        _ => Fail(value, "is unknown; there are unresolved, resolved, archived, new, ongoing, regressed, escalating, assigned, unassigned, linked and unlinked."),
    });

    private IssueCondition? Has(SearchTerm term, SearchValue value) => !SearchKeys.All.TryGetValue(value.Text, out var field) ? Fail(value, "is no key; docs/api.md lists them.")
        : field == IssueField.Assignee ? new(field, term.IsNegated)
        : SearchKeys.IsText(field) ? new(field, term.IsNegated) { Patterns = [new("*", true)] }
        : Fail(value, "is nothing that an issue could lack.");

    private IssueCondition? Noise(SearchTerm term) => One(term, value => value.Text.ToLowerInvariant() switch
    {
        "true" => new(IssueField.Place, term.IsNegated) { Numbers = [(long)IssuePlace.Noise] },
        "false" => new(IssueField.Place, term.IsNegated) { Numbers = [(long)IssuePlace.Stream] },
        "quiet" => new(IssueField.Place, term.IsNegated) { Numbers = [(long)IssuePlace.Quiet] },
        "*" when !value.IsQuoted && !term.IsNegated => new(IssueField.Place) { Numbers = [(long)IssuePlace.Stream, (long)IssuePlace.Noise, (long)IssuePlace.Quiet] },
        _ when NoiseClasses.Parse(value.Text) is { } noise => new(IssueField.NoiseClass, term.IsNegated) { Numbers = [(long)noise] },
        _ => Fail(value, "is unknown; there are noise:true, noise:false, noise:quiet, noise:* and the classes, such as noise:extension."),
    });

    private IssueCondition? Assigned(SearchTerm term) => term.Values is [{ Text: "none", IsQuoted: false }]
        ? new(IssueField.Assignee, !term.IsNegated)
        : Numbers(term, IssueField.Assignee, value => people.Find(value.Text), "");

    private IssueCondition? Counted(SearchTerm term, SearchValue value)
    {
        var digits = value.Text.TrimStart('<', '>', '=');
        if (digits.Length is 0 or > 18 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Fail(value, "is no number of reports; write 100, >100, >=100, <100 or <=100.");
        }

        var condition = new IssueCondition(IssueField.TimesSeen, term.IsNegated);
        return value.Text[..^digits.Length] switch
        {
            "" => condition with { AtLeast = number, AtMost = number },
            ">" => condition with { AtLeast = number + 1 },
            ">=" => condition with { AtLeast = number },
            "<" => condition with { AtMost = number - 1 },
            "<=" => condition with { AtMost = number },
            _ => Fail(value, "is no comparison; there are >, >=, < and <=."),
        };
    }

    /// <summary>A host, unless it can be none: then it is what titles show, with the punctuation that stands for keywords.</summary>
    private IssueCondition? Blocked(SearchTerm term)
    {
        var hosts = term.Values.Count(value => value.Text.AsSpan().IndexOfAny(":/'") < 0 && value.Text.AsSpan().ContainsAny(".*"));
        return hosts == term.Values.Count ? new(IssueField.BlockedHost, term.IsNegated) { Patterns = [.. term.Values.Select(value => Pattern(IssueField.BlockedHost, value))] }
            : hosts == 0 ? new(IssueField.BlockedUri, term.IsNegated) { Patterns = [.. term.Values.SelectMany(Shown)] }
            : Fail(term.Wrong("Hosts and other things that were blocked cannot stand in one list."));

        static IEnumerable<TextPattern> Shown(SearchValue value) => value.Text.AsSpan().IndexOfAny(":/'*") >= 0
            ? [Pattern(IssueField.BlockedUri, value)]
            : [new(value.Text), new(value.Text + ":"), new($"'{value.Text}'")];
    }

    private static TextPattern Pattern(IssueField field, SearchValue value) => new(
        field is IssueField.Directive or IssueField.BlockedHost or IssueField.DocumentHost or IssueField.Disposition ? value.Text.ToLowerInvariant() : value.Text,
        !value.IsQuoted && value.Text.Contains('*', StringComparison.Ordinal));

    private IssueCondition? Numbers(SearchTerm term, IssueField field, Func<SearchValue, long?> read, string otherwise)
    {
        List<long> numbers = [];
        foreach (var value in term.Values)
        {
            if (read(value) is not { } number)
            {
                return Fail(value, otherwise);
            }

            numbers.Add(number);
        }

        return new(field, term.IsNegated) { Numbers = numbers };
    }

    private IssueCondition? One(SearchTerm term, Func<SearchValue, IssueCondition?> bind) =>
        term.Values is [var only] ? bind(only) : Fail(term.Wrong($"'{term.Key}:' takes no list."));

    private static IssueCondition Status(SearchTerm term, IssueStatus status) => new(IssueField.Status, term.IsNegated) { Numbers = [(long)status] };

    private static IssueCondition Substatus(SearchTerm term, IssueSubstatus substatus) => new(IssueField.Substatus, term.IsNegated) { Numbers = [(long)substatus] };

    /// <summary>Sentry calls what it has no word for <c>default</c>.</summary>
    private static long? KindOf(string name) => (long?)ReportKinds.Parse(name.Equals("default", StringComparison.OrdinalIgnoreCase) ? ReportKinds.Name(ReportKind.Other) : name.ToLowerInvariant());

    private IssueCondition? Fail(SearchValue value, string why) => Fail(new SearchError($"'{value.Text}' {why}", value.Position, Math.Max(1, value.Length)));

    private IssueCondition? Fail(SearchError error)
    {
        Error = error;
        return null;
    }
}
