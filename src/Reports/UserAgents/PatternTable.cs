namespace Picket.Reports.UserAgents;

/// <summary>Patterns in their order; the first that matches decides. Built once, then read by any thread.</summary>
internal sealed class PatternTable
{
    private readonly List<AgentPattern> _patterns = [];
    private readonly LiteralIndex _index = new();

    /// <summary>Adds what one line of <c>UapCore/patterns.tsv</c> says behind the name of its table.</summary>
    public void Add(ReadOnlySpan<string> fields)
    {
        _index.Add(fields[0].Length == 0 ? [] : [.. fields[0].Split('\f').Select(set => set.Split('\v'))]);
        _patterns.Add(new(fields[1], fields[2], fields[3]));
    }

    /// <summary>The name and version that the first matching pattern gives.</summary>
    public bool TryMatch(string userAgent, out string name, out int? major)
    {
        Span<byte> missing = stackalloc byte[_index.Count];
        _index.Look(userAgent, missing);
        for (var i = 0; i < missing.Length; i++)
        {
            if (missing[i] == 0 && _patterns[i].TryMatch(userAgent, out name, out major))
            {
                return true;
            }
        }

        (name, major) = (ClientAgent.UnknownName, null);
        return false;
    }
}
