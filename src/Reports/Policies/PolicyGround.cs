namespace Picket.Reports.Policies;

/// <summary>Why a policy answers as it does.</summary>
public enum PolicyGround : byte
{
    /// <summary>Allowed: the policy has no directive for it, nor one to fall back to.</summary>
    NoDirective,

    /// <summary>Allowed: a source expression matches.</summary>
    Matches,

    /// <summary>Blocked: no source expression matches.</summary>
    NothingMatches,

    /// <summary>Blocked: the list is empty or <c>'none'</c>.</summary>
    NothingAllowed,

    /// <summary>Blocked: a nonce, a hash or 'strict-dynamic' in the list takes the effect from 'unsafe-inline'.</summary>
    InlineDisabled,

    /// <summary>Blocked: the policy demands Trusted Types.</summary>
    TrustedTypesRequired,

    /// <summary>Undecidable: the address matches, but a redirect may have led to another one, which reports do not show.</summary>
    RedirectPossible,

    /// <summary>Undecidable: the element may have had the nonce.</summary>
    NonceUnknown,

    /// <summary>Undecidable: the code may have had the hash.</summary>
    HashUnknown,

    /// <summary>Undecidable: under 'strict-dynamic' it depends on what loaded the script, not on its address.</summary>
    StrictDynamic,

    /// <summary>Undecidable: the document's origin is not known.</summary>
    DocumentUnknown,

    /// <summary>Undecidable: the report says <c>self</c>, only an origin, or nothing about what was blocked, or a part that counts is masked.</summary>
    AddressUnknown,

    /// <summary>Undecidable: browsers, or their versions, and the specification differ.</summary>
    BrowsersDiffer,

    /// <summary>Undecidable: the directive is not a list of sources that an address could be held against.</summary>
    NotASourceList,

    /// <summary>Undecidable: the name may have been taken already, and 'allow-duplicates' is missing; or the report does not tell the name.</summary>
    TypesPolicyUnknown,

    /// <summary>Undecidable: the policy was over a bound and is not known whole.</summary>
    PolicyCut,
}
