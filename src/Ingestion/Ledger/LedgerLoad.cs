using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Ledger;

/// <summary>What the next commit is made of.</summary>
internal sealed record LedgerLoad(
    List<(IssueDelta Delta, TaskCompletionSource<DeltaResult> Done)> Deltas, TakenOutcomes? Outcomes, DebtRows Debts)
{
    /// <summary>Nothing waits.</summary>
    public bool IsEmpty => Deltas.Count + Debts.Count == 0 && Outcomes is null;

    /// <summary>Tells all who wait for it that no commit came of it.</summary>
    public void Fail(string reason)
    {
        foreach (var (_, done) in Deltas)
        {
            done.TrySetResult(DeltaResult.Failed(reason));
        }

        Outcomes?.Durable.TrySetResult(false);
    }
}
