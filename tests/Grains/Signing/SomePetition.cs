using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Tests.Grains.Signing;

/// <summary>Any petition and any signature of it; set only what a test is about.</summary>
internal static class SomePetition
{
    public static readonly DateTimeOffset OpensAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static PetitionDocument Document(
        string slug = "any-petition", string letter = "Dear all", string consentVersion = "2026-01", string? newsletter = null, params long[] goals)
    {
        var facts = new PetitionFacts
        {
            Addressee = new("Somebody", "Office", ["Street 1"], "US"),
            Transfer = new("US", Adequacy.None, ["givenName", "familyName"]),
            ConsentVersion = consentVersion,
            ConsentMethod = ConsentMethod.Checkbox,
            NewsletterVersion = newsletter,
            PrivacyNotice = "https://example.org/privacy",
            SafeCountries = "https://example.org/safe",
            MinimumAge = 16,
            OpensAt = OpensAt,
            Goals = [.. goals],
            Controller = new("Controller", "privacy@example.org"),
            RetentionDays = 90,
        };
        return new(slug, facts, [Text(facts, "de", letter), Text(facts, "en", letter)]);
    }

    public static Petition Of(PetitionDocument document, params PetitionDocument[] earlier)
    {
        var versions = ImmutableArray<DocumentVersion>.Empty;
        foreach (var version in earlier.Append(document)) versions = versions.Add(DocumentVersions.Next(versions, version, OpensAt));
        return new()
        {
            Id = 1, Slug = document.Slug, Revision = versions.Length, Facts = document.Facts, Texts = document.Texts, Versions = versions,
        };
    }

    public static Signature Signature(int petition = 1, string consentVersion = "2026-01", string email = "maria@example.org") => new()
    {
        Petition = petition,
        IdempotencyKey = Contract.SomeEntry.Key(),
        GivenName = "Maria",
        FamilyName = "Musterfrau",
        Email = email,
        Locale = "de-AT",
        Consents = [new GivenConsent(Consent.Transfer, consentVersion)],
    };

    private static PetitionText Text(PetitionFacts facts, string lang, string letter)
    {
        var text = new PetitionText
        {
            Lang = lang, Title = "Title " + lang, Subject = "Subject", Letter = letter, ConsentText = "I agree, " + lang, Risks = "Risks",
            NewsletterText = facts.NewsletterVersion is null ? null : "News, " + lang, Hash = "",
        };
        return text with { Hash = DocumentHash.OfShown(facts, text) };
    }
}
