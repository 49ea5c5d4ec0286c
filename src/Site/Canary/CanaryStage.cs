namespace Picket.Site.Canary;

/// <summary>Where a canary's report was lost.</summary>
internal enum CanaryStage
{
    /// <summary>Nobody answered.</summary>
    Connect,

    /// <summary>The answer was another than 200.</summary>
    Status,

    /// <summary>It was answered 200, and PostgreSQL has not counted exactly one more, or could not be asked.</summary>
    Commit,
}
