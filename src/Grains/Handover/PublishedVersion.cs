using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Handover;

/// <summary>What one published version of a petition said.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Texts">The texts, one per language.</param>
public sealed record PublishedVersion(PetitionFacts Facts, ImmutableArray<PetitionText> Texts)
{
    /// <summary>The text in a language; where there is none, as for a signature from elsewhere, the one that fits best.</summary>
    public PetitionText TextFor(string lang) =>
        Texts[Math.Max(0, LanguageLookup.Find(lang, Texts, static text => text.Lang))];
}
