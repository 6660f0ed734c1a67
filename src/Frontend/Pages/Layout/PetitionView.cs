using Petitions.Frontend.Localization;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>What pages about a petition show, the same for every reader of a language.</summary>
/// <param name="Petition">The terms.</param>
/// <param name="Text">The text in the language of the page, or else the first.</param>
/// <param name="Texts">The language of the page.</param>
/// <param name="LetterHtml">The letter as safe HTML.</param>
/// <param name="Count">The count; null when it is not known.</param>
/// <param name="Phase">Scheduled, open or closed.</param>
/// <param name="Moment">When it opens, or was closed; null when it is open.</param>
/// <param name="PublicBaseUrl">Scheme and host of this site without a trailing slash, for links that leave it.</param>
public sealed record PetitionView(
    Petition Petition, PetitionText Text, Texts Texts, string LetterHtml, ShownCount? Count, PetitionPhase Phase,
    DateTimeOffset? Moment, string PublicBaseUrl)
{
    /// <summary>Where the petition is in its life, as admins see it: says more of one that is closed.</summary>
    public PetitionStage Stage { get; init; }

    /// <summary>What the public is told of it, as a part of the names of texts.</summary>
    public string StateName =>
        Phase == PetitionPhase.Closed && Stage is PetitionStage.HandedOver or PetitionStage.Archived ? $"{Stage}" : $"{Phase}";

    /// <summary>How long a confirmation link is valid.</summary>
    public TimeSpan PendingFor { get; init; } = new ConfirmationOptions().PendingFor;

    /// <summary>The number that the form has where no scripts run, see <see cref="FormNumber"/>.</summary>
    public long FormNumber { get; init; }
}

/// <summary>A count on a page.</summary>
/// <param name="Count">Signatures.</param>
/// <param name="Goal">The next goal; null without goals.</param>
/// <param name="Sources">Those of the count that did not come through the page.</param>
public readonly record struct ShownCount(long Count, long? Goal, SourceCounts Sources = default);
