namespace Picket.Reports;

/// <summary>What a CSP report's blocked-uri names (CSP3 §5.3, "obtain the blockedURI of a violation's resource").</summary>
public enum BlockedUriKind : byte
{
    /// <summary>No blocked-uri at all.</summary>
    Missing,

    /// <summary>Empty or <c>self</c>: what old browsers say for inline and same-origin violations.</summary>
    Local,

    /// <summary>The keyword <c>inline</c>.</summary>
    Inline,

    /// <summary>The keyword <c>eval</c>.</summary>
    Eval,

    /// <summary>The keyword <c>wasm-eval</c>.</summary>
    WasmEval,

    /// <summary>The keyword <c>trusted-types-policy</c>.</summary>
    TrustedTypesPolicy,

    /// <summary>The keyword <c>trusted-types-sink</c>.</summary>
    TrustedTypesSink,

    /// <summary>An http, https, ws or wss URL, or a bare host.</summary>
    Url,

    /// <summary>The scheme <c>data</c>, with or without the rest.</summary>
    Data,

    /// <summary>The scheme <c>blob</c>.</summary>
    Blob,

    /// <summary>The scheme <c>filesystem</c>.</summary>
    FileSystem,

    /// <summary>A browser extension's scheme.</summary>
    Extension,

    /// <summary>Any other scheme.</summary>
    OtherScheme,
}
