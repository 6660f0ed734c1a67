using Petitions.Frontend.Counting;
using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Sharing;

/// <summary>Everything that the picture of a shared link says; two that are equal look the same.</summary>
/// <param name="Texts">The language of the picture.</param>
/// <param name="Title">The petition's title.</param>
/// <param name="Addressee">Whom the letter goes to.</param>
/// <param name="Count">Signatures as the public sees them; null when they are not known.</param>
/// <param name="Goal">The next goal; null without goals, or without a count.</param>
/// <param name="Phase">Where the petition is in its life.</param>
/// <param name="Rehearsal">Nothing of it is meant.</param>
internal sealed record CardContent(
    Texts Texts, string Title, string Addressee, long? Count, long? Goal, PetitionPhase Phase, bool Rehearsal)
{
    /// <summary>The goal is worth showing: there is something to reach, or it is reached.</summary>
    public bool ShowsGoal => Goal > 0 && Count is { } count and > 0 && (Phase == PetitionPhase.Open || count >= Goal);

    /// <summary>The picture of a petition, with the letter's title in the picture's language or the first there is.</summary>
    public static CardContent Of(Petition petition, Texts texts, PublicCount? count, DateTimeOffset now) => new(
        texts, petition.TextFor(texts.Lang).Title, petition.Facts.Addressee.Name, count?.Count, count?.Goal, petition.PhaseAt(now),
        petition.Facts.Rehearsal);
}
