namespace Picket.Hosting;

/// <summary>How lines of the log are written.</summary>
public enum LogFormat
{
    /// <summary>One line each, for people.</summary>
    Text,

    /// <summary>One JSON object a line, with the values a message names, and the trace it belongs to.</summary>
    Json,
}
