using System.Collections.Immutable;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Tests.Support;

/// <summary>
/// The sample petition of tests that need no document file: as a document, as the catalogue holds it, with a signature and a tally. A test
/// sets only what it is about, by a parameter or by <c>with</c>.
/// </summary>
internal static class SamplePetition
{
    public const string Slug = "old-lamp";

    public const int RetentionDays = 90;

    public static readonly DateTimeOffset OpensAt = DateTimeOffset.UnixEpoch;

    /// <summary>Published once, in English only, with the number 7.</summary>
    public static Petition Open { get; } = OpenPetition();

    /// <summary>A document in German and English.</summary>
    public static PetitionDocument Document(
        string letter = "Dear Jane,", string consentVersion = "2026-01", string? newsletter = null, params long[] goals)
    {
        var facts = Facts([.. goals]) with { ConsentVersion = consentVersion, NewsletterVersion = newsletter };
        return new(Slug, facts, [Text(facts, "de", letter), Text(facts, "en", letter)]);
    }

    /// <summary>The petition after the publication of <paramref name="earlier"/> and then of <paramref name="document"/>.</summary>
    public static Petition Published(PetitionDocument document, params PetitionDocument[] earlier)
    {
        var versions = ImmutableArray<DocumentVersion>.Empty;
        foreach (var version in earlier.Append(document)) versions = versions.Add(DocumentVersions.Next(versions, version, OpensAt));
        return new()
        {
            Id = 1, Slug = document.Slug, Revision = versions.Length, Facts = document.Facts, Texts = document.Texts, Versions = versions,
        };
    }

    /// <summary>A signature of <see cref="Document"/>.</summary>
    public static Signature Signature(int petition = 1, string consentVersion = "2026-01", string email = "maria@example.org") => new()
    {
        Petition = petition,
        IdempotencyKey = SampleEntry.Key(),
        GivenName = "Maria",
        FamilyName = "Musterfrau",
        Email = email,
        Locale = "de-AT",
        Consents = [new GivenConsent(Consent.Transfer, consentVersion)],
    };

    public static Tally Tally(
        long count, long countVersion, CounterDisplay counter = CounterDisplay.Exact, ImmutableArray<long>? goals = null) =>
        new(count, countVersion, 0, PetitionPhase.Open, counter, goals ?? [100, 1_000], DateTimeOffset.UnixEpoch);

    private static PetitionFacts Facts(ImmutableArray<long> goals) => new()
    {
        Addressee = new("Jane Tully", "Harbour Master", ["1 Signal Quay"], "AU"),
        Transfer = new("AU", Adequacy.None, ["givenName", "familyName"]),
        ConsentVersion = "2026-01",
        ConsentMethod = ConsentMethod.Checkbox,
        PrivacyNotice = "https://example.org/privacy",
        SafeCountries = "https://example.org/safe-countries",
        MinimumAge = 16,
        OpensAt = OpensAt,
        Goals = goals,
        Counter = CounterDisplay.Exact,
        Controller = new("Friends", "privacy@example.org"),
        RetentionDays = RetentionDays,
    };

    private static Petition OpenPetition()
    {
        var facts = Facts([100, 1_000]);
        return Published(new(Slug, facts, [Text(facts, "en", "Dear Jane,")])) with { Id = 7 };
    }

    private static PetitionText Text(PetitionFacts facts, string lang, string letter)
    {
        var text = new PetitionText
        {
            Lang = lang, Title = "Light it", Subject = "Lamp", Letter = letter, ConsentText = $"I agree ({lang}).", Risks = "Risks",
            NewsletterText = facts.NewsletterVersion is null ? null : $"News ({lang}).", Hash = "",
        };
        return text with { Hash = DocumentHash.OfShown(facts, text) };
    }
}
