namespace Picket.Ingestion.Ledger;

/// <summary>Hears of what an operator should know. Called on a change of state, not for each failure.</summary>
public interface ILedgerEvents
{
    /// <summary>Commits began to fail.</summary>
    void OnFailing(CommitException cause);

    /// <summary>Commits succeed again.</summary>
    void OnRecovered(TimeSpan after);

    /// <summary>PostgreSQL refuses one row itself; it was dropped.</summary>
    void OnPoisoned(CommitException cause);
}
