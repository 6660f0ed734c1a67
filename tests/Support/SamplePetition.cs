using System.Collections.Immutable;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Tests.Support;

/// <summary>An open petition as the catalogue holds it.</summary>
internal static class SamplePetition
{
    public static Petition Open { get; } = new()
    {
        Id = 7,
        Slug = "old-lamp",
        Revision = 1,
        Facts = Facts([100, 1_000], CounterDisplay.Exact),
        Texts = [new() { Lang = "en", Title = "Light it", Subject = "Lamp", Letter = "Dear Jane,", ConsentText = "I agree.", Hash = "00" }],
        Versions = [new(1, DateTimeOffset.UnixEpoch, [])],
    };

    public static Tally Tally(
        long count, long countVersion, CounterDisplay counter = CounterDisplay.Exact, ImmutableArray<long>? goals = null) =>
        new(count, countVersion, 0, PetitionPhase.Open, counter, goals ?? [100, 1_000], DateTimeOffset.UnixEpoch);

    public static PetitionFacts Facts(ImmutableArray<long> goals, CounterDisplay counter) => new()
    {
        Addressee = new("Jane Tully", "Harbour Master", ["1 Signal Quay"], "AU"),
        Transfer = new("AU", Adequacy.None, ["givenName", "familyName"]),
        ConsentVersion = "2026-01",
        ConsentMethod = ConsentMethod.Checkbox,
        PrivacyNotice = "https://example.org/privacy",
        SafeCountries = "https://example.org/safe-countries",
        MinimumAge = 16,
        OpensAt = DateTimeOffset.UnixEpoch,
        Goals = goals,
        Counter = counter,
        Controller = new("Friends", "privacy@example.org"),
        RetentionDays = 30,
    };
}
