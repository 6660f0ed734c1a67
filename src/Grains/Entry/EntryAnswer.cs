using System.Collections.Immutable;

namespace Petitions.Grains.Entry;

/// <summary>What became of the lines of a batch.</summary>
/// <param name="Refusal">Why nothing at all was entered; null otherwise.</param>
/// <param name="Outcomes">One for each line, in their order; empty after a refusal.</param>
[GenerateSerializer, Immutable, Alias("petitions.entry-answer")]
public sealed record EntryAnswer(
    [property: Id(0)] EntryRefusal? Refusal, [property: Id(1)] ImmutableArray<EntryOutcome> Outcomes);

/// <summary>Reasons to enter nothing.</summary>
public enum EntryRefusal
{
    /// <summary>There is no such petition.</summary>
    UnknownPetition,

    /// <summary>The petition is not open: a closed count does not change.</summary>
    NotOpen,

    /// <summary>The petition's personal data was destroyed.</summary>
    KeysDestroyed,

    /// <summary>There is no such version of the document, or not in that language.</summary>
    UnknownVersion,

    /// <summary>The petition has more kinds of imported consent than it can keep.</summary>
    TooManyConsents,
}

/// <summary>What became of a line.</summary>
public enum EntryOutcome
{
    /// <summary>It is counted, by this call. What was waiting for a confirmation of the same address is counted with it.</summary>
    New,

    /// <summary>The person, or the line of the sheet, was counted before; nothing changed.</summary>
    Repeated,

    /// <summary>The line of the sheet was entered with other data before; nothing changed.</summary>
    Conflict,

    /// <summary>The person has withdrawn; nobody else signs for them again.</summary>
    Withdrawn,

    /// <summary>An admin has invalidated the signature.</summary>
    Invalidated,

    /// <summary>The petition asks for confirmed addresses, and this one was not confirmed.</summary>
    NotConfirmed,

    /// <summary>The database is busy or away; enter the line again.</summary>
    TryAgain,
}
