namespace Petitions.Grains.Signing;

/// <summary>The answer to a signature. It does not reveal whether the person had signed before.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Receipt">
/// The receipt, computed from the request alone, for <see cref="SignOutcome.Accepted"/> and <see cref="SignOutcome.ConfirmationSent"/>;
/// else null.
/// </param>
[GenerateSerializer, Immutable, Alias("petitions.sign-answer")]
public readonly record struct SignAnswer([property: Id(0)] SignOutcome Outcome, [property: Id(1)] string? Receipt = null);

/// <summary>What happened to a signature. Becomes an HTTP answer in one place: the front end's SigningAnswers.</summary>
public enum SignOutcome
{
    /// <summary>Committed, now or by an earlier call.</summary>
    Accepted,

    /// <summary>Committed; it counts once the signer confirms through the mailed link.</summary>
    ConfirmationSent,

    /// <summary>There is no such petition.</summary>
    UnknownPetition,

    /// <summary>The petition does not accept signatures now.</summary>
    NotOpen,

    /// <summary>A required consent is missing.</summary>
    ConsentMissing,

    /// <summary>A consent does not have the current version.</summary>
    ConsentOutdated,

    /// <summary>A consent that the petition does not ask for, or a duplicate consent.</summary>
    ConsentUnknown,

    /// <summary>The petition offers no newsletter.</summary>
    NewsletterNotOffered,

    /// <summary>There is no document with that version and language.</summary>
    DocumentUnknown,

    /// <summary>Too many calls of this person are waiting; nothing was stored.</summary>
    TooManyWaiting,

    /// <summary>The ledger's queue is full; nothing was stored.</summary>
    Overloaded,

    /// <summary>The database did not answer in time. The signature may or may not be stored; a retry is safe.</summary>
    Unknown,

    /// <summary>The database rejects this row; a retry does not help.</summary>
    Unstorable,
}
