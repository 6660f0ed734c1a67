using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class SigningPolicyTests
{
    private static readonly DateTimeOffset WhileOpen = SomePetition.OpensAt.AddDays(1);

    [Fact]
    public void A_signature_gets_the_record_of_its_language()
    {
        var petition = SomePetition.Of(SomePetition.Document());
        Assert.Equal(SignOutcome.Accepted, Decide(petition, SomePetition.Signature(), out var german));
        Assert.Equal("de", german!.Lang);
        Assert.Equal(SignOutcome.Accepted, Decide(petition, SomePetition.Signature() with { Locale = "en" }, out var english));
        Assert.Equal("en", english!.Lang);
        Assert.Equal(SignOutcome.Accepted, Decide(petition, SomePetition.Signature() with { Locale = "fr" }, out var first));
        Assert.Equal(petition.Texts[0].Lang, first!.Lang);
    }

    [Fact]
    public void A_petition_takes_signatures_from_its_first_to_before_its_last_moment()
    {
        var document = SomePetition.Document();
        var closesAt = SomePetition.OpensAt.AddDays(10);
        var petition = SomePetition.Of(document with { Facts = document.Facts with { ClosesAt = closesAt } });
        SignOutcome At(DateTimeOffset now) => SigningPolicy.Decide(petition, SomePetition.Signature(), now, out _);

        Assert.Equal(SignOutcome.NotOpen, At(SomePetition.OpensAt.AddTicks(-1)));
        Assert.Equal(SignOutcome.Accepted, At(SomePetition.OpensAt));
        Assert.Equal(SignOutcome.Accepted, At(closesAt.AddTicks(-1)));
        Assert.Equal(SignOutcome.NotOpen, At(closesAt));
        Assert.Equal(SignOutcome.NotOpen, SigningPolicy.Decide(petition with { ClosedByAdmin = true }, SomePetition.Signature(), WhileOpen, out _));
    }

    [Fact]
    public void Consents_must_be_named_once_each_and_be_current()
    {
        var petition = SomePetition.Of(SomePetition.Document());
        SignOutcome With(params GivenConsent[] consents) => Decide(petition, SomePetition.Signature() with { Consents = [.. consents] }, out _);
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
    public void A_newsletter_is_recorded_only_where_it_is_offered_and_wanted()
    {
        var without = SomePetition.Of(SomePetition.Document());
        var with = SomePetition.Of(SomePetition.Document(newsletter: "n1"));
        var wants = SomePetition.Signature() with { Newsletter = true };

        Assert.Equal(SignOutcome.NewsletterNotOffered, Decide(without, wants, out _));
        Assert.Equal(SignOutcome.Accepted, Decide(with, wants, out var record));
        Assert.True(record!.IncludesNewsletter);
        Assert.Equal(SignOutcome.Accepted, Decide(with, SomePetition.Signature(), out record));
        Assert.False(record!.IncludesNewsletter);
        Assert.Equal(SignOutcome.ConsentOutdated, Decide(
            with, wants with { Consents = [new(Consent.Transfer, "2026-01"), new(Consent.Newsletter, "n0")] }, out _));
    }

    [Fact]
    public void Who_saw_an_older_letter_with_the_same_consent_signs_that_version()
    {
        var petition = SomePetition.Of(SomePetition.Document(letter: "New"), SomePetition.Document(letter: "Old"));
        var seen = SomePetition.Signature() with { Document = new("en", 1) };
        Assert.Equal(SignOutcome.Accepted, Decide(petition, seen, out var record));
        Assert.Contains(record, petition.Versions[0].Consents);
    }

    [Fact]
    public void Who_saw_an_older_consent_must_read_the_new_one()
    {
        var petition = SomePetition.Of(SomePetition.Document(consentVersion: "2026-02"), SomePetition.Document());
        Assert.Equal(SignOutcome.ConsentOutdated, Decide(petition, SomePetition.Signature() with { Document = new("en", 1) }, out _));
        Assert.Equal(SignOutcome.ConsentOutdated, Decide(petition, SomePetition.Signature(), out _));
        Assert.Equal(SignOutcome.Accepted, Decide(petition, SomePetition.Signature(consentVersion: "2026-02"), out _));
    }

    [Theory]
    [InlineData("en", 2)]
    [InlineData("en", 0)]
    [InlineData("fr", 1)]
    public void A_document_that_never_was_is_unknown(string lang, int version) =>
        Assert.Equal(SignOutcome.DocumentUnknown, Decide(
            SomePetition.Of(SomePetition.Document()), SomePetition.Signature() with { Document = new(lang, version) }, out _));

    private static SignOutcome Decide(Petition petition, Signature signature, out ConsentRecord? record) =>
        SigningPolicy.Decide(petition, signature, WhileOpen, out record);
}
