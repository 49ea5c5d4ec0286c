namespace Picket.Reports.Policies;

/// <summary>What a source expression is (CSP3 §2.3.1).</summary>
public enum SourceKind : byte
{
    /// <summary>Nothing a browser understands: it matches nothing.</summary>
    Invalid = 0,

    /// <summary><c>'none'</c>, which counts only where it stands alone.</summary>
    None,

    /// <summary><c>*</c></summary>
    Any,

    /// <summary><c>'self'</c></summary>
    Self,

    /// <summary><c>https:</c></summary>
    Scheme,

    /// <summary><c>https://*.example.com:8443/path/</c> or parts of it.</summary>
    Host,

    /// <summary><c>'nonce-…'</c></summary>
    Nonce,

    /// <summary><c>'sha256-…'</c>, <c>'sha384-…'</c> or <c>'sha512-…'</c></summary>
    Hash,

    /// <summary><c>'unsafe-inline'</c></summary>
    UnsafeInline,

    /// <summary><c>'unsafe-eval'</c></summary>
    UnsafeEval,

    /// <summary><c>'wasm-unsafe-eval'</c></summary>
    WasmUnsafeEval,

    /// <summary><c>'trusted-types-eval'</c></summary>
    TrustedTypesEval,

    /// <summary><c>'unsafe-hashes'</c></summary>
    UnsafeHashes,

    /// <summary><c>'strict-dynamic'</c></summary>
    StrictDynamic,

    /// <summary><c>'report-sample'</c>, which allows nothing.</summary>
    ReportSample,

    /// <summary>Any other quoted word.</summary>
    OtherKeyword,
}
