// Each test needs the machine for itself: load, memory and time are what they look at.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
