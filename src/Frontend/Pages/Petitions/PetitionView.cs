using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Pages.Petitions;

/// <summary>Everything that the page of a petition shows.</summary>
/// <param name="Petition">The terms.</param>
/// <param name="Text">The letter in the language of the page, or the first there is.</param>
/// <param name="Texts">The language of the page.</param>
/// <param name="LetterHtml">The letter, made safe.</param>
/// <param name="Count">The count; null when it is not known.</param>
/// <param name="Phase">Where the petition is in its life, as the signer is told.</param>
/// <param name="Moment">When it opens, or was closed; null when there is nothing to say.</param>
/// <param name="Form">What was filled in already and what is wrong with it.</param>
/// <param name="PublicBaseUrl">Scheme and host of this site without a slash at the end, for links that leave it.</param>
public sealed record PetitionView(
    Petition Petition, PetitionText Text, Texts Texts, string LetterHtml, ShownCount? Count, PetitionPhase Phase,
    DateTimeOffset? Moment, SignForm Form, string PublicBaseUrl)
{
    /// <summary>How long a link that confirms an e-mail address works.</summary>
    public TimeSpan PendingFor { get; init; } = new ConfirmationOptions().PendingFor;
}

/// <summary>A count on a page.</summary>
/// <param name="Count">Signatures.</param>
/// <param name="Goal">The next goal; null without goals.</param>
public readonly record struct ShownCount(long Count, long? Goal);

/// <summary>A petition in the list.</summary>
/// <param name="Petition">The terms.</param>
/// <param name="Text">Its text in the language of the page, or the first there is.</param>
/// <param name="Phase">Where it is in its life.</param>
public sealed record ListedPetition(Petition Petition, PetitionText Text, PetitionPhase Phase);
