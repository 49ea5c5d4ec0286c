namespace Picket.Storage.Accounts;

/// <summary>Finds out who presents a secret. Web asks it once a request.</summary>
public interface ICallers
{
    /// <summary>Whose API token it is; null where it is unknown, expired or revoked.</summary>
    Task<Identified?> FindByTokenAsync(string token, CancellationToken cancellation);

    /// <summary>Whose session it is; null where it is unknown, expired, revoked, or older than its user's password.</summary>
    Task<Identified?> FindBySessionAsync(string secret, CancellationToken cancellation);
}
