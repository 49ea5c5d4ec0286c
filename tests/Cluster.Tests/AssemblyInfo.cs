// Clusters of processes and tests that count real time share two cores badly.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
