namespace Picket.Storage.Search;

/// <summary>A search costs more than it may.</summary>
public sealed class SearchRefusedException : Exception
{
    /// <summary>Because it takes too long, or because too many of its organization run already.</summary>
    internal SearchRefusedException(bool isTooLong)
        : base(isTooLong ? "The search takes too long; look for less, such as a directive, a host or a release." : "Too many searches of this organization run at once.") => IsTooLong = isTooLong;

    /// <summary>It takes too long. Else, too many run at once.</summary>
    public bool IsTooLong { get; }
}
