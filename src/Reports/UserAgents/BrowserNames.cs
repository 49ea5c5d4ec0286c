using System.Collections.Concurrent;
using System.Globalization;

namespace Picket.Reports.UserAgents;

/// <summary>Writes family and version as one text, the same instance each time for what is usual. Thread-safe.</summary>
internal static class BrowserNames
{
    /// <summary>Far more than exist; whoever makes up more gets them written anew each time.</summary>
    private const int MaxNames = 4096;

    private static readonly ConcurrentDictionary<(string Family, int Major), string> _names = new();
    private static int _count;

    public static string Of(string family, int? major)
    {
        if (major is not { } number)
        {
            return family;
        }

        if (_names.TryGetValue((family, number), out var name))
        {
            return name;
        }

        name = string.Create(CultureInfo.InvariantCulture, $"{family} {number}");
        return Interlocked.Increment(ref _count) <= MaxNames ? _names.GetOrAdd((family, number), name) : name;
    }
}
