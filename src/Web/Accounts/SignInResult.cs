namespace Picket.Web.Accounts;

/// <summary>How an attempt to sign in ended.</summary>
internal enum SignInResult
{
    /// <summary>Wrong address or password, no such account, or locked: nobody is told which.</summary>
    Wrong,

    /// <summary>Right.</summary>
    Right,

    /// <summary>Right, and the second factor is missing.</summary>
    SecondFactor,

    /// <summary>Right, but mail to the address was never seen to arrive.</summary>
    Unconfirmed,
}
