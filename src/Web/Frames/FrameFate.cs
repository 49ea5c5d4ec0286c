namespace Picket.Web.Frames;

/// <summary>What is known of a report that was given to a link.</summary>
public enum FrameFate
{
    /// <summary>The host answered.</summary>
    Answered,

    /// <summary>Surely no host has taken it: another may be asked.</summary>
    NotProcessed,

    /// <summary>It may have been taken: nobody else may be asked, or it could count twice.</summary>
    Unknown,
}
