namespace Picket.Ingestion;

/// <summary>The number of a project's key; 0 stands for no key.</summary>
public readonly record struct KeyId(long Value);
