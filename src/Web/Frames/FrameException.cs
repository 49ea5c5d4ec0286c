namespace Picket.Web.Frames;

/// <summary>The other end sent what is no frame. The connection is of no use any more.</summary>
internal sealed class FrameException : Exception
{
    public FrameException()
    {
    }

    public FrameException(string message)
        : base(message)
    {
    }

    public FrameException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
