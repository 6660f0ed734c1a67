namespace Petitions.Grains.Ledger;

/// <summary>The work of a batch for one person and petition. Immutable, so that a retry does exactly the same.</summary>
public sealed record LedgerEntry
{
    /// <summary>The kind of work.</summary>
    public required LedgerWork Work { get; init; }

    /// <summary>Number of the petition.</summary>
    public required int Petition { get; init; }

    /// <summary>Identifies the person within this petition; cannot be linked to the same person in another petition.</summary>
    public required Guid RowKey { get; init; }

    /// <summary>
    /// HMAC of row key and idempotency key, or of row key and attempt where e-mail addresses are confirmed: recognises a retry.
    /// </summary>
    public required Guid Operation { get; init; }

    /// <summary>State of a new row: counted, or pending until the e-mail address is confirmed.</summary>
    public SignatureState State { get; init; } = SignatureState.Counted;

    /// <summary>Time of signing, truncated to the minute (UTC); the exact time is encrypted.</summary>
    public DateTimeOffset SignedAt { get; init; }

    /// <summary>Version of the document that the signer was shown.</summary>
    public int DocumentVersion { get; init; }

    /// <summary>Number of the consent record within the petition.</summary>
    public int ConsentRecord { get; init; }

    /// <summary>Source of the signature.</summary>
    public SignatureSource Source { get; init; }

    /// <summary>The personal data, encrypted; opaque to the storage.</summary>
    public byte[] Ciphertext { get; init; } = [];

    /// <summary>
    /// For <see cref="LedgerWork.RequestConfirmation"/>: when the mail is due, if the interval since the last one has passed.
    /// </summary>
    public DateTimeOffset MailAt { get; init; }

    /// <summary>For <see cref="LedgerWork.Change"/>: the conditional change.</summary>
    public SignatureChange? Change { get; init; }
}

/// <summary>Kinds of work for an entry.</summary>
public enum LedgerWork
{
    /// <summary>
    /// Insert the row unless the person has one. A row that was withdrawn and erased is used as if it had never been by what people send
    /// themselves (<see cref="SignatureSource.Web"/>), except by a retry of what it held before.
    /// </summary>
    Sign,

    /// <summary>
    /// Insert the row as pending, or replace a pending, expired or erased attempt, and queue the confirmation mail. A pending attempt that
    /// was mailed stays confirmable beside the newer one. When the signature is counted, withdrawn or invalidated, nothing changes and a
    /// mail says so.
    /// </summary>
    RequestConfirmation,

    /// <summary>Change the existing row.</summary>
    Change,

    /// <summary>The signature is not accepted: only check whether this operation was stored before.</summary>
    LookUp,
}

/// <summary>State of a signature row. Numbers are stored; never reuse one.</summary>
public enum SignatureState : short
{
    /// <summary>Not confirmed yet; not counted.</summary>
    Pending = 0,

    /// <summary>Counted.</summary>
    Counted = 1,

    /// <summary>Withdrawn by the signer (GDPR Art. 7(3)). The row is kept so that a late retry cannot restore the signature.</summary>
    Withdrawn = 2,

    /// <summary>Invalidated by an admin.</summary>
    Invalidated = 3,

    /// <summary>Not confirmed in time.</summary>
    Expired = 4,
}

/// <summary>Source of a signature. The numbers are stored; never reuse one.</summary>
public enum SignatureSource : short
{
    /// <summary>HTTP.</summary>
    Web = 0,

    /// <summary>Paper, entered by an admin.</summary>
    Paper = 1,

    /// <summary>Another platform, imported by an admin.</summary>
    Import = 2,
}
