namespace Picket.Hosting;

/// <summary>The program cannot run here; the message says in one line what to do.</summary>
public sealed class HostException(string message, Exception? inner = null) : Exception(message, inner);
