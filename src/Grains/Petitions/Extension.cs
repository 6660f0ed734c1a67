using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Petitions;

/// <summary>A later date of closing, and why: what the page tells its readers.</summary>
/// <param name="FormerClosesAt">The date before.</param>
/// <param name="ClosesAt">The date now.</param>
/// <param name="Reasons">Why, in at least one language of the petition.</param>
[GenerateSerializer, Immutable, Alias("petitions.extension")]
public sealed record Extension(
    [property: Id(0)] DateTimeOffset FormerClosesAt, [property: Id(1)] DateTimeOffset ClosesAt,
    [property: Id(2)] ImmutableArray<ExtensionReason> Reasons)
{
    /// <summary>The reason in the language that fits a reader best, or the first one.</summary>
    public ExtensionReason ReasonFor(string? lang) =>
        LanguageLookup.Find(lang, Reasons, static reason => reason.Lang) is >= 0 and var found ? Reasons[found] : Reasons[0];
}

/// <summary>A reason in one language.</summary>
/// <param name="Lang">The language, one of the petition's.</param>
/// <param name="Text">The reason, one line of plain text.</param>
[GenerateSerializer, Immutable, Alias("petitions.extension-reason")]
public sealed record ExtensionReason([property: Id(0)] string Lang, [property: Id(1)] string Text);

/// <summary>The answer to a request for an extension.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Terms">The terms as they are now; null when there is no petition.</param>
[GenerateSerializer, Immutable, Alias("petitions.extension-answer")]
public sealed record ExtensionAnswer([property: Id(0)] ExtensionOutcome Outcome, [property: Id(1)] Petition? Terms);

/// <summary>Outcomes of a request for an extension.</summary>
public enum ExtensionOutcome
{
    /// <summary>The petition closes later now, or did so already for this reason.</summary>
    Extended,

    /// <summary>There is no such petition.</summary>
    UnknownPetition,

    /// <summary>The date of a draft is changed in its document.</summary>
    Draft,

    /// <summary>It is archived.</summary>
    Archived,

    /// <summary>The personal data was destroyed.</summary>
    KeysDestroyed,

    /// <summary>An admin closed it: it must be opened first.</summary>
    ClosedByAdmin,

    /// <summary>It has no date of closing.</summary>
    NoDate,

    /// <summary>The date is not later than the one that it has.</summary>
    NotLater,

    /// <summary>The date is past.</summary>
    Past,

    /// <summary>The date is more than <see cref="ExtensionPolicy.YearsMax"/> years ahead.</summary>
    TooFar,
}
