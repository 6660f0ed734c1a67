using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class DocumentHashTests
{
    // Signatures refer to this hash. If it moves, the form of what is hashed has changed: that needs a new schema, not a new constant.
    private const string Golden = "398cd5ce63117906b9cb2643a0e64794c5ed2201f16f6294cc47871bf408d629";

    [Fact]
    public void The_hash_of_the_sample_is_the_one_it_always_was() => Assert.Equal(Golden, HashAfter("", ""));

    [Theory]
    [InlineData("goals: [1000, 5000]", "goals: [7]")]
    [InlineData("opensAt: 2026-01-01", "opensAt: 2025-01-01")]
    [InlineData("closesAt: 2026-12-31T23:59:00+01:00", "closesAt: 2027-12-31")]
    [InlineData("counter: steps", "counter: exact")]
    [InlineData("rehearsal: false", "rehearsal: true")]
    [InlineData("rehearsal: false", "challenge: always")]
    [InlineData("title: Light the lamp", "title: 'Light the lamp'   # a remark")]
    public void What_no_signer_signs_does_not_move_the_hash(string old, string replacement) =>
        Assert.Equal(Golden, HashAfter(old, replacement));

    [Theory]
    [InlineData("title: Light the lamp", "title: Light the lamps")]
    [InlineData("subject: Please", "subject: Do")]
    [InlineData("Sincerely,", "Sincerely.")]
    [InlineData("name: Jane Tully", "name: John Tully")]
    [InlineData("office: Harbour Master", "office: Mayor")]
    [InlineData("[1 Signal Quay, Lantern Cove]", "['1 Signal Quay, Lantern Cove']")]
    [InlineData("AU\nalsoTo", "NZ\nalsoTo")]
    [InlineData("alsoTo: [The museum]", "alsoTo: []")]
    [InlineData("AU\n  adequacy", "FJ\n  adequacy")]
    [InlineData("adequacy: none", "adequacy: decision")]
    [InlineData("[givenName, familyName]", "[familyName]")]
    [InlineData("risks: Nobody", "risks: Somebody")]
    [InlineData("version: 2026-01", "version: 2026-02")]
    [InlineData("method: checkbox", "method: participation")]
    [InlineData("text: I agree.", "text: I agree!")]
    [InlineData("handover:\n", "newsletter: { version: 2026-01, text: Write. }\nhandover:\n")]
    [InlineData("https://example.org/privacy", "https://example.org/privacy2")]
    [InlineData("https://example.org/safe-countries", "https://example.org/safe")]
    [InlineData("minimumAge: 16", "minimumAge: 17")]
    [InlineData("name: Friends", "name: Others")]
    [InlineData("contact: privacy@", "contact: data@")]
    [InlineData("retentionDays: 30", "retentionDays: 31")]
    public void What_a_signer_is_shown_moves_the_hash(string old, string replacement) =>
        Assert.NotEqual(Golden, HashAfter(old, replacement));

    [Fact]
    public void A_value_cannot_pass_for_another_field()
    {
        var document = SampleDocument.ReadEnglish(SampleDocument.English).Good();
        var text = document.Texts[0];
        Assert.NotEqual(
            DocumentHash.OfShown(document.Facts, text with { Title = "a", Subject = "b\nletter 1\n1:c", Letter = "d" }),
            DocumentHash.OfShown(document.Facts, text with { Title = "a", Subject = "b", Letter = "c\n1:d" }));
        Assert.NotEqual(
            DocumentHash.OfShown(document.Facts, text with { Risks = null }),
            DocumentHash.OfShown(document.Facts, text with { Risks = "" }));
    }

    [Fact]
    public void The_hash_of_a_text_is_SHA_256_of_its_UTF_8() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", DocumentHash.OfText(""));

    private static string HashAfter(string old, string replacement) =>
        (old.Length == 0 ? SampleDocument.ReadEnglish(SampleDocument.English) : SampleDocument.With(old, replacement)).Good().Texts[0].Hash;
}
