using Picket.Storage.Accounts;

namespace Picket.Web.Accounts.Pages;

/// <summary>What the account page shows.</summary>
/// <param name="User">Whose.</param>
/// <param name="CurrentSession">The session it is shown in.</param>
/// <param name="Sessions">All sessions.</param>
/// <param name="Tokens">All tokens.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes are left.</param>
public sealed record AccountView(User User, long? CurrentSession, IReadOnlyList<SessionRow> Sessions, IReadOnlyList<TokenRow> Tokens, int RecoveryCodesLeft)
{
    /// <summary>A token that was just made, to be shown once.</summary>
    public string? NewToken { get; init; }

    /// <summary>Recovery codes that were just made, to be shown once.</summary>
    public IReadOnlyList<string> NewCodes { get; init; } = [];

    /// <summary>The key of an authenticator that is being set up, and its picture as SVG.</summary>
    public (string Key, string Svg)? Authenticator { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>What was done.</summary>
    public string? Done { get; init; }
}
