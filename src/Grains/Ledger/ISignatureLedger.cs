namespace Petitions.Grains.Ledger;

/// <summary>The data plane of the storage: takes signatures one by one, commits them in groups, answers each after its commit.</summary>
public interface ISignatureLedger
{
    /// <summary>
    /// Commits one entry together with whatever else waits. Completes after the database has committed, or with an outcome that says
    /// that it did not; throws only for what is a fault of this program.
    /// </summary>
    ValueTask<LedgerOutcome> CommitAsync(LedgerEntry entry);
}

/// <summary>What became of an entry. Every outcome but the last three is known to be in the database.</summary>
public enum LedgerOutcome
{
    /// <summary>The signature is new and stored.</summary>
    Stored,

    /// <summary>The person had a row already; nothing changed.</summary>
    Repeated,

    /// <summary>The row was changed as asked.</summary>
    Changed,

    /// <summary>There is no row, or it was not found as the change expects it: nothing changed.</summary>
    Unchanged,

    /// <summary>The petition takes nothing, but this very operation was stored before.</summary>
    AlreadyStored,

    /// <summary>The petition takes nothing and this operation is not the stored one; nothing changed.</summary>
    Closed,

    /// <summary>The queue is full: the entry was never tried.</summary>
    Refused,

    /// <summary>The database was not reached in time: the entry may or may not be stored. Running it again is safe.</summary>
    Unknown,

    /// <summary>The database will not take this row, whatever is tried.</summary>
    Unstorable,
}
