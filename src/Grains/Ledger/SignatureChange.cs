using System.Collections.Immutable;

namespace Petitions.Grains.Ledger;

/// <summary>
/// A conditional change of one row: what must be found, and what is set. Both databases do exactly this, in the transaction that moves the
/// count. So a change that comes late, a second time or against another one changes nothing.
/// </summary>
public sealed record SignatureChange
{
    /// <summary>The row must be in one of these states.</summary>
    public required ImmutableArray<SignatureState> From { get; init; }

    /// <summary>The state afterwards; null leaves it.</summary>
    public SignatureState? To { get; init; }

    /// <summary>The row must hold <see cref="LedgerEntry.Operation"/>: a newer attempt voids what an older one was mailed.</summary>
    public bool NamesOperation { get; init; }

    /// <summary>The row must hold this operation, which another one replaces; null takes any.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>The row must be of the epoch under way: what was handed over is not changed any more.</summary>
    public bool BeforeHandover { get; init; }

    /// <summary>The petition's shards must be open.</summary>
    public bool WhileOpen { get; init; }

    /// <summary>The row goes into the epoch under way, so that it is in the next parcel.</summary>
    public bool JoinsEpoch { get; init; }

    /// <summary>Operation, time, document and consent of the entry replace those of the row.</summary>
    public bool SignsAgain { get; init; }

    /// <summary>The ciphertext of the entry replaces that of the row.</summary>
    public bool Reseals { get; init; }

    /// <summary>The row's personal data is erased at this moment; null leaves it.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// An e-mail address was confirmed: the pending signature counts from now on, whether the petition still takes new ones or not.
    /// </summary>
    public static SignatureChange Confirm { get; } = new()
    {
        From = [SignatureState.Pending], To = SignatureState.Counted, NamesOperation = true, JoinsEpoch = true,
    };

    /// <summary>The signer takes the signature back (GDPR Art. 7(3)).</summary>
    public static SignatureChange Withdraw { get; } = new()
    {
        From = [SignatureState.Counted, SignatureState.Pending], To = SignatureState.Withdrawn,
    };

    /// <summary>The signer corrects the name before it is handed over (GDPR Art. 16).</summary>
    public static SignatureChange Correct { get; } = new() { From = [SignatureState.Counted], BeforeHandover = true, Reseals = true };

    /// <summary>Somebody who withdrew signs again, from a link that was mailed to them.</summary>
    public static SignatureChange SignAgain { get; } = new()
    {
        From = [SignatureState.Withdrawn], To = SignatureState.Counted, WhileOpen = true, JoinsEpoch = true, SignsAgain = true,
        Reseals = true,
    };

    /// <summary>
    /// The signer has everything removed (GDPR Art. 17) but that there was a signature, which a late retry must find. What an admin
    /// invalidated stays invalidated.
    /// </summary>
    public static SignatureChange Erase(DateTimeOffset at) => new()
    {
        From = [SignatureState.Counted, SignatureState.Pending, SignatureState.Withdrawn, SignatureState.Expired],
        To = SignatureState.Withdrawn,
        ErasedAt = at,
    };
}
