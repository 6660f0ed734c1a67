using Petitions.Frontend.Counting;
using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Sharing;

/// <summary>Everything that the image of a shared link shows; equal contents make equal images.</summary>
/// <param name="Texts">The language of the image.</param>
/// <param name="Title">The petition's title.</param>
/// <param name="Addressee">Whom the letter goes to.</param>
/// <param name="Count">The published count; null when it is not known.</param>
/// <param name="Goal">The next goal; null without goals, or without a count.</param>
/// <param name="Phase">The phase of the petition.</param>
/// <param name="Rehearsal">It is a rehearsal.</param>
internal sealed record CardContent(
    Texts Texts, string Title, string Addressee, long? Count, long? Goal, PetitionPhase Phase, bool Rehearsal)
{
    /// <summary>The goal is shown: while it can be reached, and once it is reached.</summary>
    public bool ShowsGoal => Goal > 0 && Count is { } count and > 0 && (Phase == PetitionPhase.Open || count >= Goal);

    /// <summary>The content for a petition, with the letter's title in the language of the image or else the first one.</summary>
    public static CardContent Of(Petition petition, Texts texts, PublicCount? count, DateTimeOffset now) => new(
        texts, petition.TextFor(texts.PageLang).Title, petition.Facts.Addressee.Name, count?.Count, count?.Goal, petition.PhaseAt(now),
        petition.Facts.Rehearsal);
}
