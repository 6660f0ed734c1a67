namespace Petitions.Grains.Ledger;

/// <summary>
/// What a batch does for one person and petition. Immutable, so that a second run of the batch does the same.
/// </summary>
public sealed record LedgerEntry
{
    /// <summary>What to do.</summary>
    public required LedgerWork Work { get; init; }

    /// <summary>Number of the petition.</summary>
    public required int Petition { get; init; }

    /// <summary>The person within this petition; unlinkable to the same person in another one.</summary>
    public required Guid RowKey { get; init; }

    /// <summary>HMAC of row key and operation id: recognises a retry without storing what the client sent.</summary>
    public required Guid Operation { get; init; }

    /// <summary>State of a new row: counted, or pending until an e-mail is confirmed.</summary>
    public SignatureState State { get; init; } = SignatureState.Counted;

    /// <summary>Time of signing, cut to the minute (UTC); the exact time is sealed.</summary>
    public DateTimeOffset SignedAt { get; init; }

    /// <summary>Version of the document that the signer saw.</summary>
    public int DocumentVersion { get; init; }

    /// <summary>Number of the consent record within the petition.</summary>
    public int ConsentRecord { get; init; }

    /// <summary>How the signature came.</summary>
    public SignatureSource Source { get; init; }

    /// <summary>The personal data, encrypted; opaque to the storage.</summary>
    public byte[] Ciphertext { get; init; } = [];

    /// <summary>With <see cref="LedgerWork.RequestConfirmation"/>: when the mail is due, unless one was sent shortly before.</summary>
    public DateTimeOffset MailAt { get; init; }

    /// <summary>With <see cref="LedgerWork.Change"/>: what to find and what to make of it.</summary>
    public SignatureChange? Change { get; init; }
}

/// <summary>What a batch does for an entry.</summary>
public enum LedgerWork
{
    /// <summary>Insert the row unless the person has one.</summary>
    Sign,

    /// <summary>The person is known to have a row: only move the shard, so that the answer takes as long as a first one's.</summary>
    Duplicate,

    /// <summary>
    /// Insert the row as pending, or put this attempt in the place of one that is pending or expired, or was erased; and queue the mail
    /// that asks to confirm it. Somebody who has signed or withdrawn already, or was invalidated, is only told so by mail.
    /// </summary>
    RequestConfirmation,

    /// <summary>Change the row that there is.</summary>
    Change,

    /// <summary>The petition takes nothing: only look whether this operation was stored before.</summary>
    LookUp,
}

/// <summary>State of a signature row. Numbers are stored; never reuse one.</summary>
public enum SignatureState : short
{
    /// <summary>Waits for the confirmation of an e-mail address; not in the count.</summary>
    Pending = 0,

    /// <summary>In the count.</summary>
    Counted = 1,

    /// <summary>Withdrawn by the signer (GDPR Art. 7(3)); the row stays so that a late retry cannot revive it.</summary>
    Withdrawn = 2,

    /// <summary>Invalidated by an admin.</summary>
    Invalidated = 3,

    /// <summary>Never confirmed in time.</summary>
    Expired = 4,
}

/// <summary>How a signature came. Numbers are stored; never reuse one.</summary>
public enum SignatureSource : short
{
    /// <summary>Over HTTP.</summary>
    Web = 0,

    /// <summary>On paper, typed in by an admin.</summary>
    Paper = 1,
}
