using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Admission;

/// <summary>What a project needs of its host.</summary>
/// <param name="Issues">Where its reports count.</param>
/// <param name="KnownIssues">Asked once the budget for new issues is spent.</param>
/// <param name="Allowances">What it shares with other projects.</param>
/// <param name="Ledger">Makes filtered outcomes durable.</param>
/// <param name="Options">Hold time and budgets.</param>
/// <param name="Time">Clock.</param>
public sealed record ProjectPorts(IIssues Issues, IKnownIssues KnownIssues, IAllowances Allowances, ILedger Ledger, IngestionOptions Options, TimeProvider Time);
