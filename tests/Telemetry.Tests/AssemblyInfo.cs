// Meters are seen by every host of the process: one at a time, so that tests see their own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
