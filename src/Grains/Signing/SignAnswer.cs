namespace Petitions.Grains.Signing;

/// <summary>What became of a signature, as the signer is told. Nothing in it says whether the person had signed before.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Receipt">
/// With <see cref="SignOutcome.Accepted"/> and <see cref="SignOutcome.ConfirmationSent"/>: computed from the request alone; else null.
/// </param>
[GenerateSerializer, Immutable, Alias("petitions.sign-answer")]
public readonly record struct SignAnswer([property: Id(0)] SignOutcome Outcome, [property: Id(1)] string? Receipt = null);

/// <summary>What happened to a signature. Becomes an HTTP answer in one place: the front end's Answers.</summary>
public enum SignOutcome
{
    /// <summary>The database has committed it, now or before.</summary>
    Accepted,

    /// <summary>The database has committed it, and it counts when the link is used that goes out by mail.</summary>
    ConfirmationSent,

    /// <summary>There is no such petition.</summary>
    UnknownPetition,

    /// <summary>The petition takes no signatures now.</summary>
    NotOpen,

    /// <summary>A required consent is missing.</summary>
    ConsentMissing,

    /// <summary>A consent names another version than the current one.</summary>
    ConsentOutdated,

    /// <summary>A consent that the petition does not ask for, or one named twice.</summary>
    ConsentUnknown,

    /// <summary>The petition offers no newsletter.</summary>
    NewsletterNotOffered,

    /// <summary>There is no document of that version and language.</summary>
    DocumentUnknown,

    /// <summary>Too many calls of this person wait already; nothing was stored for this one.</summary>
    TooManyWaiting,

    /// <summary>The ledger is full; nothing was stored.</summary>
    Overloaded,

    /// <summary>The database was not reached in time; it may be stored or not, and the same request again is safe.</summary>
    Unknown,

    /// <summary>The database refuses this row whatever is tried.</summary>
    Unstorable,
}
