namespace Picket.Web.Frames;

/// <summary>Kinds of frames. The numbers are the protocol's.</summary>
internal enum FrameType : byte
{
    /// <summary>Gateway to host: a report.</summary>
    Report = 1,

    /// <summary>Gateway to host: requests that the gateway refused by their shape, to be counted.</summary>
    Refused = 2,

    /// <summary>Host to gateway: the answer to a report.</summary>
    Answer = 3,

    /// <summary>Host to gateway: the report was not looked at, because the host is stopping.</summary>
    NotProcessed = 4,

    /// <summary>Host to gateway: send no more.</summary>
    Draining = 5,
}
