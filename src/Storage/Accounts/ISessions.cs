namespace Picket.Storage.Accounts;

/// <summary>Browsers that have signed in.</summary>
public interface ISessions
{
    /// <summary>Starts one and returns the secret that its browser keeps.</summary>
    Task<string> StartAsync(NewSession wanted, CancellationToken cancellation);

    /// <summary>A user's sessions that have not expired, the latest first.</summary>
    Task<IReadOnlyList<SessionRow>> ListAsync(long userId, CancellationToken cancellation);

    /// <summary>Ends one of a user's sessions; false where there is none of that number.</summary>
    Task<bool> EndAsync(long userId, long session, CancellationToken cancellation);

    /// <summary>Ends all of a user's sessions but one, where one is to stay. Returns how many ended.</summary>
    Task<int> EndAllAsync(long userId, long? but, CancellationToken cancellation);
}
