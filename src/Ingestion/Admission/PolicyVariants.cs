using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Tells policies apart that nearly nobody has: a virus scanner, a proxy or an extension wrote them on the way. Clients are counted by page, browser
/// and policy, with a policy's count of others beginning when it was first seen: so a policy that was just rolled out is not rare, since what it
/// replaces stops coming. Pure and bounded; not thread-safe.
/// </summary>
public sealed class PolicyVariants
{
    /// <summary>Clients that must have another policy, since a variant came up.</summary>
    public const int OthersNeeded = 200;

    /// <summary>A variant is rare while less than one client in so many has it.</summary>
    public const int Rarity = 100;

    private const int MaxPages = 128;
    private const int MaxVariants = 8;
    private const int EstimateEvery = 64;

    private readonly RecentMap<ulong, Page> _pages = new(MaxPages);

    /// <summary>Counts a client and says whether its policy is rare on the page.</summary>
    /// <param name="page">A hash of the document, the disposition and the browser's family.</param>
    /// <param name="policy">Which policy; not 0.</param>
    /// <param name="network">The client's network: one sender with many user agents is one, so that nobody makes a false policy the usual one alone.</param>
    public bool IsRare(ulong page, ulong policy, ulong network)
    {
        if (!_pages.TryGet(page, out var known))
        {
            _pages.Set(page, known = new());
        }

        return known!.IsRare(policy, network);
    }

    private sealed class Page
    {
        private readonly List<Variant> _variants = new(1);

        public bool IsRare(ulong policy, ulong network)
        {
            var own = Find(policy);
            own.Add(network);
            foreach (var other in _variants)
            {
                if (other != own)
                {
                    other.AddOther(network);
                }
            }

            return own.Others >= OthersNeeded && own.Clients * Rarity < own.Others;
        }

        private Variant Find(ulong policy)
        {
            foreach (var variant in _variants)
            {
                if (variant.Policy == policy)
                {
                    return variant;
                }
            }

            if (_variants.Count == MaxVariants)
            {
                // Where many policies come, as with one made for each response, none of them is the usual one.
                _variants.Remove(_variants.MinBy(variant => variant.Clients)!);
            }

            var added = new Variant(policy);
            _variants.Add(added);
            return added;
        }
    }

    private sealed class Variant(ulong policy)
    {
        private readonly Estimate _clients = new();
        private readonly Estimate _others = new();

        public ulong Policy { get; } = policy;

        public double Clients => _clients.Value;

        public double Others => _others.Value;

        public void Add(ulong network) => _clients.Add(network);

        public void AddOther(ulong network) => _others.Add(network);
    }

    /// <summary>A sketch whose estimate is made again only when it has changed enough.</summary>
    private sealed class Estimate
    {
        private readonly ClientSketch _sketch = new();
        private int _changes;
        private int _next = 1;

        public double Value { get; private set; }

        public void Add(ulong client)
        {
            if (_sketch.Add(client) && ++_changes >= _next)
            {
                Value = ClientSketch.Estimate(_sketch.ToArray());
                _next = _changes + Math.Min(EstimateEvery, 1 + (_changes / 16));
            }
        }
    }
}
