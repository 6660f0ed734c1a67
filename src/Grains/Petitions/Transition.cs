using System.Text.Json.Serialization;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Petitions;

/// <summary>Something that happened in the life of a petition.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="From">Where it was before; null for the first one.</param>
/// <param name="To">Where it was afterwards.</param>
/// <param name="Reason">What brought it about, as "by date" or "version 2"; null when the kind says it all.</param>
[GenerateSerializer, Immutable, Alias("petitions.transition")]
public sealed record Transition(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] TransitionKind Kind, [property: Id(2)] PetitionStage? From,
    [property: Id(3)] PetitionStage To, [property: Id(4)] string? Reason);

/// <summary>What happened to a petition. Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransitionKind>))]
public enum TransitionKind
{
    /// <summary>It was made as a draft.</summary>
    Drafted,

    /// <summary>The draft got another text.</summary>
    DraftChanged,

    /// <summary>The draft became public.</summary>
    Released,

    /// <summary>It was published, without a draft before.</summary>
    Published,

    /// <summary>It got other texts: a new version.</summary>
    VersionPublished,

    /// <summary>It got other dates, goals or settings.</summary>
    TermsChanged,

    /// <summary>It opened.</summary>
    Opened,

    /// <summary>It closed.</summary>
    Closed,

    /// <summary>It got a later date of closing, with a reason.</summary>
    Extended,

    /// <summary>It was taken off the public pages.</summary>
    Unlisted,

    /// <summary>It was put back on the public pages.</summary>
    Listed,

    /// <summary>Names were handed over.</summary>
    HandedOver,

    /// <summary>Signatures of another platform may be taken over, with the consent that is stated.</summary>
    ImportAllowed,

    /// <summary>It was archived.</summary>
    Archived,

    /// <summary>It was taken out of the archive.</summary>
    Unarchived,

    /// <summary>Its keys were destroyed, and personal data with them.</summary>
    KeysDestroyed,

    /// <summary>Its last personal data was erased.</summary>
    DataErased,
}
