namespace Picket.Web.Doctor;

/// <summary>A page cannot be had; the message says why, to whoever asked for it.</summary>
internal sealed class FetchRefusedException(string message) : Exception(message);
