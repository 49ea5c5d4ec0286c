namespace Picket.Storage.Accounts;

/// <summary>A session to start.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="IsPending">True: it is good for giving the second factor only.</param>
/// <param name="Lifetime">For how long.</param>
/// <param name="Address">Where the person is; null where unknown.</param>
/// <param name="Browser">What the browser calls itself, cut to 200 characters.</param>
public sealed record NewSession(long UserId, bool IsPending, TimeSpan Lifetime, string? Address, string Browser);
