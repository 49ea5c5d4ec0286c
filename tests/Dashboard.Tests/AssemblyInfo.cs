// One Picket and one browser serve all tests, one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
