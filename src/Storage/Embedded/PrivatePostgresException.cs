namespace Picket.Storage.Embedded;

/// <summary>No private PostgreSQL can run here; the message says in one line what to do.</summary>
public sealed class PrivatePostgresException : Exception
{
    /// <summary>For <paramref name="message"/>.</summary>
    public PrivatePostgresException(string message)
        : base(message)
    {
    }

    /// <summary>For <paramref name="message"/>, because of <paramref name="inner"/>.</summary>
    public PrivatePostgresException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>For reasons unknown.</summary>
    public PrivatePostgresException()
        : this("The private PostgreSQL cannot run.")
    {
    }
}
