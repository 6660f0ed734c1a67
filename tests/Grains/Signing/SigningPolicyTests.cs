using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class SigningPolicyTests
{
    private static readonly DateTimeOffset WhileOpen = SamplePetition.OpensAt.AddDays(1);

    [Fact]
    public void A_signature_gets_the_consent_record_of_its_language()
    {
        var petition = SamplePetition.Published(SamplePetition.Document());
        Assert.Equal(SignOutcome.Accepted, Evaluate(petition, SamplePetition.Signature(), out var german));
        Assert.Equal("de", german!.Lang);
        Assert.Equal(SignOutcome.Accepted, Evaluate(petition, SamplePetition.Signature() with { Locale = "en" }, out var english));
        Assert.Equal("en", english!.Lang);
        Assert.Equal(SignOutcome.Accepted, Evaluate(petition, SamplePetition.Signature() with { Locale = "fr" }, out var first));
        Assert.Equal(petition.Texts[0].Lang, first!.Lang);
        Assert.Equal(SignOutcome.Accepted, Evaluate(petition, SamplePetition.Signature() with { Locale = "en_GB" }, out var british));
        Assert.Equal("en", british!.Lang);
    }

    [Fact]
    public void A_petition_accepts_signatures_from_opening_until_before_closing()
    {
        var document = SamplePetition.Document();
        var closesAt = SamplePetition.OpensAt.AddDays(10);
        var petition = SamplePetition.Published(document with { Facts = document.Facts with { ClosesAt = closesAt } });
        SignOutcome At(DateTimeOffset now) => SigningPolicy.Evaluate(petition, SamplePetition.Signature(), now, out _);

        Assert.Equal(SignOutcome.NotOpen, At(SamplePetition.OpensAt.AddTicks(-1)));
        Assert.Equal(SignOutcome.Accepted, At(SamplePetition.OpensAt));
        Assert.Equal(SignOutcome.Accepted, At(closesAt.AddTicks(-1)));
        Assert.Equal(SignOutcome.NotOpen, At(closesAt));
        Assert.Equal(SignOutcome.NotOpen,
            SigningPolicy.Evaluate(petition with { ClosedByAdmin = true }, SamplePetition.Signature(), WhileOpen, out _));
    }

    [Fact]
    public void Consents_must_be_named_once_each_and_be_current()
    {
        var petition = SamplePetition.Published(SamplePetition.Document());
        SignOutcome With(params GivenConsent[] consents) =>
            Evaluate(petition, SamplePetition.Signature() with { Consents = [.. consents] }, out _);
        var good = new GivenConsent(Consent.Transfer, "2026-01");

        Assert.Equal(SignOutcome.Accepted, With(good));
        Assert.Equal(SignOutcome.ConsentMissing, With());
        Assert.Equal(SignOutcome.ConsentOutdated, With(good with { Version = "2025-12" }));
        Assert.Equal(SignOutcome.ConsentUnknown, With(good, good));
        Assert.Equal(SignOutcome.ConsentUnknown, With(good, new("other", "1")));
        Assert.Equal(SignOutcome.ConsentUnknown, With(new GivenConsent("other", "1")));
        Assert.Equal(SignOutcome.ConsentUnknown, With(good, new(Consent.Newsletter, "1")));
    }

    [Fact]
    public void A_newsletter_is_recorded_only_when_offered_and_requested()
    {
        var without = SamplePetition.Published(SamplePetition.Document());
        var with = SamplePetition.Published(SamplePetition.Document(newsletter: "n1"));
        var wants = SamplePetition.Signature() with { Newsletter = true };

        Assert.Equal(SignOutcome.NewsletterNotOffered, Evaluate(without, wants, out _));
        Assert.Equal(SignOutcome.Accepted, Evaluate(with, wants, out var record));
        Assert.True(record!.IncludesNewsletter);
        Assert.Equal(SignOutcome.Accepted, Evaluate(with, SamplePetition.Signature(), out record));
        Assert.False(record!.IncludesNewsletter);
        Assert.Equal(SignOutcome.ConsentOutdated, Evaluate(
            with, wants with { Consents = [new(Consent.Transfer, "2026-01"), new(Consent.Newsletter, "n0")] }, out _));
    }

    [Fact]
    public void An_older_letter_with_the_same_consent_can_be_signed()
    {
        var petition = SamplePetition.Published(SamplePetition.Document(letter: "New"), SamplePetition.Document(letter: "Old"));
        var seen = SamplePetition.Signature() with { Document = new("en", 1) };
        Assert.Equal(SignOutcome.Accepted, Evaluate(petition, seen, out var record));
        Assert.Contains(record, petition.Versions[0].Consents);
    }

    [Fact]
    public void An_older_consent_is_outdated()
    {
        var petition = SamplePetition.Published(SamplePetition.Document(consentVersion: "2026-02"), SamplePetition.Document());
        Assert.Equal(SignOutcome.ConsentOutdated, Evaluate(petition, SamplePetition.Signature() with { Document = new("en", 1) }, out _));
        Assert.Equal(SignOutcome.ConsentOutdated, Evaluate(petition, SamplePetition.Signature(), out _));
        Assert.Equal(SignOutcome.Accepted, Evaluate(petition, SamplePetition.Signature(consentVersion: "2026-02"), out _));
    }

    [Theory]
    [InlineData("en", 2)]
    [InlineData("en", 0)]
    [InlineData("fr", 1)]
    public void An_unknown_document_version_or_language_is_refused(string lang, int version) =>
        Assert.Equal(SignOutcome.DocumentUnknown, Evaluate(
            SamplePetition.Published(SamplePetition.Document()), SamplePetition.Signature() with { Document = new(lang, version) }, out _));

    private static SignOutcome Evaluate(Petition petition, Signature signature, out ConsentRecord? record) =>
        SigningPolicy.Evaluate(petition, signature, WhileOpen, out record);
}
