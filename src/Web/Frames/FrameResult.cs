using Picket.Web.Ingest;

namespace Picket.Web.Frames;

/// <summary>What became of a report that was given to a link.</summary>
/// <param name="Fate">What is known.</param>
/// <param name="Answer">What the host says, where it answered.</param>
public readonly record struct FrameResult(FrameFate Fate, IngestAnswer Answer = default);
