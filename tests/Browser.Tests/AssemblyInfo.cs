// Browsers and servers are heavy; one after the other is steadier and no slower.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
