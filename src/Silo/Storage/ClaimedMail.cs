using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;

namespace Petitions.Silo.Storage;

/// <summary>A mail that this sender has for itself until <see cref="Lease"/>; then it is due again, should the sender be dead.</summary>
internal sealed record ClaimedMail
{
    /// <summary>Number of the petition.</summary>
    public required int Petition { get; init; }

    /// <summary>The person within the petition.</summary>
    public required Guid RowKey { get; init; }

    /// <summary>Why it is sent.</summary>
    public required MailPurpose Purpose { get; init; }

    /// <summary>The attempt that it was queued for. A newer attempt may take the mail's place while this one is on its way.</summary>
    public required Guid Operation { get; init; }

    /// <summary>Until when it is this sender's; also says in the outbox whose it is.</summary>
    public required DateTimeOffset Lease { get; init; }

    /// <summary>Mails of this purpose that this person got before.</summary>
    public required int Sent { get; init; }

    /// <summary>Failures since the last success.</summary>
    public required int Failures { get; init; }

    /// <summary>The person has ended all mails about this petition.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The signature as it was just after the claim; null when there is none.</summary>
    public ClaimedSignature? Signature { get; init; }
}

/// <summary>What a mail is written from.</summary>
/// <param name="State">The state of the signature.</param>
/// <param name="Operation">The attempt that stands.</param>
/// <param name="Ciphertext">The personal data, encrypted; null when it was erased.</param>
internal sealed record ClaimedSignature(SignatureState State, Guid Operation, byte[]? Ciphertext);
