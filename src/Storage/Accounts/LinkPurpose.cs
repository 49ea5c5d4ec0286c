namespace Picket.Storage.Accounts;

/// <summary>What a one-time link does. The numbers are stored.</summary>
public enum LinkPurpose : short
{
    /// <summary>Signs in.</summary>
    SignIn = 0,

    /// <summary>Sets a new password.</summary>
    ResetPassword = 1,

    /// <summary>Confirms an e-mail address.</summary>
    ConfirmEmail = 2,
}
