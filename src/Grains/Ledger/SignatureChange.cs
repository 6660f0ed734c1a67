using System.Collections.Immutable;

namespace Petitions.Grains.Ledger;

/// <summary>
/// A conditional change of one row: conditions and new values. Both databases apply it in the transaction that updates the count, so a
/// late, repeated or conflicting change has no effect.
/// </summary>
public sealed record SignatureChange
{
    /// <summary>Condition: the row is in one of these states.</summary>
    public required ImmutableArray<SignatureState> From { get; init; }

    /// <summary>The new state; null keeps it.</summary>
    public SignatureState? To { get; init; }

    /// <summary>Condition: the row holds <see cref="LedgerEntry.Operation"/>.</summary>
    public bool NamesOperation { get; init; }

    /// <summary>
    /// The condition <see cref="NamesOperation"/> is also met by an earlier attempt that was mailed before the row's came. It then takes
    /// the row's place as it was mailed: data, time, document and consent.
    /// </summary>
    public bool AcceptsEarlier { get; init; }

    /// <summary>Condition: the row holds this operation; null accepts any.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>Condition: the row is in the current epoch. Rows that were handed over are not changed.</summary>
    public bool BeforeHandover { get; init; }

    /// <summary>Condition: the petition's shards are open.</summary>
    public bool WhileOpen { get; init; }

    /// <summary>Moves the row to the current epoch, so that it is in the next hand-over.</summary>
    public bool JoinsEpoch { get; init; }

    /// <summary>Operation, time, document, consent and source of the entry replace those of the row.</summary>
    public bool ReplacesAttempt { get; init; }

    /// <summary>The encrypted data of the entry replaces that of the row.</summary>
    public bool Reseals { get; init; }

    /// <summary>Erases the row's encrypted data, with this time; null keeps it.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Withdraws the consent to the newsletter, at this time; null keeps it. A second withdrawal keeps the first time.</summary>
    public DateTimeOffset? NewsletterWithdrawnAt { get; init; }

    /// <summary>
    /// Confirms the e-mail address: the pending signature becomes counted, even if the petition is closed for new ones. What the mail of
    /// this attempt showed is confirmed, also when a newer attempt came since.
    /// </summary>
    public static SignatureChange Confirm { get; } = new()
    {
        From = [SignatureState.Pending], To = SignatureState.Counted, NamesOperation = true, AcceptsEarlier = true, JoinsEpoch = true,
    };

    /// <summary>Withdraws the signature (GDPR Art. 7(3)).</summary>
    public static SignatureChange Withdraw { get; } = new()
    {
        From = [SignatureState.Counted, SignatureState.Pending], To = SignatureState.Withdrawn,
    };

    /// <summary>Corrects the name before the hand-over (GDPR Art. 16).</summary>
    public static SignatureChange Correct { get; } = new() { From = [SignatureState.Counted], BeforeHandover = true, Reseals = true };

    /// <summary>Withdraws the consent to the newsletter alone (GDPR Art. 7(3)); the signature still counts.</summary>
    public static SignatureChange WithdrawNewsletter(DateTimeOffset at) => new()
    {
        From = [SignatureState.Counted], NewsletterWithdrawnAt = at,
    };

    /// <summary>Signs again after a withdrawal, through a mailed link.</summary>
    public static SignatureChange SignAfterWithdrawal { get; } = new()
    {
        From = [SignatureState.Withdrawn], To = SignatureState.Counted,
        WhileOpen = true, JoinsEpoch = true, ReplacesAttempt = true, Reseals = true,
    };

    /// <summary>
    /// Erases the personal data (GDPR Art. 17). The row is kept, so that a late retry finds it. A signature that an admin invalidated is
    /// not changed.
    /// </summary>
    public static SignatureChange Erase(DateTimeOffset at) => new()
    {
        From = [SignatureState.Counted, SignatureState.Pending, SignatureState.Withdrawn, SignatureState.Expired],
        To = SignatureState.Withdrawn,
        ErasedAt = at,
    };
}
