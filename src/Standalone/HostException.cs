namespace Picket.Standalone;

/// <summary>Standalone cannot run here; the message says in one line what to do.</summary>
internal sealed class HostException(string message, Exception? inner = null) : Exception(message, inner);
