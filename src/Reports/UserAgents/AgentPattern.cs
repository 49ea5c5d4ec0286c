using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Picket.Reports.UserAgents;

/// <summary>One of uap-core's patterns. Its expression is built when it is first needed: most never are. Thread-safe.</summary>
/// <param name="expression">Without look-around and back references, so that an automaton can run it: its time is linear whatever it is given.</param>
/// <param name="names"><c>=name</c>, or for each text that the first group can capture <c>text=name</c>, parted by form feeds.</param>
/// <param name="version"><c>$2</c> for the second group, else the number itself; empty for none.</param>
internal sealed class AgentPattern(string expression, string names, string version)
{
    private readonly Lazy<Regex> _expression = new(() => new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
    private readonly Lazy<FrozenDictionary<string, string>> _names = new(() => Parse(names));

    public bool TryMatch(string userAgent, out string name, out int? major)
    {
        (name, major) = ("", null);
        var match = _expression.Value.Match(userAgent);
        if (!match.Success)
        {
            return false;
        }

        if (names[0] == '=')
        {
            name = _names.Value[""];
        }
        else if (!_names.Value.TryGetValue(match.Groups[1].Value, out name!))
        {
            return false;
        }

        major = ClientAgent.MajorOf(version == "$2" ? match.Groups[2].ValueSpan : version);
        return true;
    }

    private static FrozenDictionary<string, string> Parse(string names) =>
        names.Split('\f').Select(pair => (pair, At: pair.LastIndexOf('='))).ToFrozenDictionary(p => p.pair[..p.At], p => string.Intern(p.pair[(p.At + 1)..]));
}
