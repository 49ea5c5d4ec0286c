namespace Picket.Ingestion.Issues;

/// <summary>What the ledger says of an issue when it has committed a delta.</summary>
/// <param name="Id">The issue's number in PostgreSQL.</param>
/// <param name="IsNew">This commit made the issue.</param>
/// <param name="Status">Where it stands after the commit.</param>
/// <param name="Regressed">This commit reopened it.</param>
public readonly record struct IssueState(long Id, bool IsNew, IssueStatus Status, bool Regressed);
