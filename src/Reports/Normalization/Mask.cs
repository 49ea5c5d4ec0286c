namespace Picket.Reports.Normalization;

/// <summary>What a text is, which says where secrets may stand in it.</summary>
internal enum Mask
{
    /// <summary>A URI from its first to its last character.</summary>
    Uri,

    /// <summary>A policy or directive: words between spaces, semicolons and commas, some of them URIs or nonces.</summary>
    Policy,

    /// <summary>Anything else, with URIs among its words.</summary>
    Text,
}
