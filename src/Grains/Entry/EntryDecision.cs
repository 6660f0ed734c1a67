using Petitions.Grains.Ledger;

namespace Petitions.Grains.Entry;

/// <summary>Decides about a line from what is stored. Pure.</summary>
internal static class EntryDecision
{
    /// <summary>The outcome when nothing is to be written; null when the line is to be written.</summary>
    /// <param name="identity">The line.</param>
    /// <param name="row">The person's row; null when there is none.</param>
    /// <param name="enteredForLine">What was entered for the line of the sheet before; null when nothing was.</param>
    public static EntryOutcome? Settle(EntryIdentity identity, EnteredRow? row, Guid? enteredForLine)
    {
        if (enteredForLine is { } before && before != identity.Operation) return EntryOutcome.Conflict;
        return row?.State switch
        {
            SignatureState.Counted => EntryOutcome.Repeated,
            SignatureState.Withdrawn => EntryOutcome.Withdrawn,
            SignatureState.Invalidated => EntryOutcome.Invalidated,
            // Whoever has withdrawn, erased, and was asked again without an answer, has withdrawn all the same.
            SignatureState.Pending or SignatureState.Expired when row.Value.HasWithdrawn => EntryOutcome.Withdrawn,
            // A signature on paper and a confirmation elsewhere prove more than an address that nobody has confirmed yet.
            _ => null,
        };
    }

    /// <summary>The change that counts a row which waits for a confirmation, or waited in vain.</summary>
    public static SignatureChange CountPending(EnteredRow row) => new()
    {
        From = [SignatureState.Pending, SignatureState.Expired], To = SignatureState.Counted, Replaces = row.Operation,
        WhileOpen = true, JoinsEpoch = true, ReplacesAttempt = true, Reseals = true,
    };
}
