namespace Picket.Reports.Policies;

/// <summary>Whether one source expression matches an address, or why that cannot be said.</summary>
internal enum SourceMatchResult : byte
{
    No,
    Yes,
    DocumentUnknown,
    AddressUnknown,
    BrowsersDiffer,
}
