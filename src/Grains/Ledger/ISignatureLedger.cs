namespace Petitions.Grains.Ledger;

/// <summary>Stores signatures: accepts single entries, commits them in groups and answers each entry after its commit.</summary>
public interface ISignatureLedger
{
    /// <summary>
    /// Commits one entry together with other waiting entries. Completes after the commit, or with an outcome that says why there was none.
    /// Throws only for bugs.
    /// </summary>
    ValueTask<LedgerOutcome> CommitAsync(LedgerEntry entry);
}

/// <summary>Outcomes of an entry. All but the last three are the result of a committed transaction.</summary>
public enum LedgerOutcome
{
    /// <summary>The signature is stored: a new one, or any attempt that asks for a confirmation.</summary>
    Stored,

    /// <summary>The person had a row already; nothing changed.</summary>
    Repeated,

    /// <summary>The row was changed.</summary>
    Changed,

    /// <summary>There is no row, or it does not meet the conditions of the change; nothing changed.</summary>
    Unchanged,

    /// <summary>The petition is closed, but this operation was stored before.</summary>
    AlreadyStored,

    /// <summary>The petition is closed, and this operation is not the stored one; nothing changed.</summary>
    Closed,

    /// <summary>The queue is full; the entry was not tried.</summary>
    Refused,

    /// <summary>The database did not answer in time; the entry may or may not be stored. A retry is safe.</summary>
    Unknown,

    /// <summary>The database rejects this row; a retry does not help.</summary>
    Unstorable,
}
