namespace Picket.Storage;

/// <summary>PostgreSQL cannot be used as it is; the message says in one line what to do.</summary>
public sealed class StorageException : Exception
{
    /// <summary>For <paramref name="message"/>.</summary>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>For <paramref name="message"/>, because of <paramref name="inner"/>.</summary>
    public StorageException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>For reasons unknown.</summary>
    public StorageException()
        : this("PostgreSQL cannot be used.")
    {
    }
}
