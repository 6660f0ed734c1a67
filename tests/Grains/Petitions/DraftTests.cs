using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Petitions;

public sealed class DraftTests
{
    private static readonly DateTimeOffset Now = SamplePetition.OpensAt.AddDays(1);
    private static readonly PetitionDocument Document = SamplePetition.Document();
    private static readonly Petition Draft =
        Publication.Decide(null, Document, asDraft: true, Now)!.TermsOf(4) with { PreviewToken = PreviewToken.New() };

    [Fact]
    public void A_draft_is_the_first_version_until_it_is_released()
    {
        Assert.Equal((true, 1, 1), (Draft.IsDraft, Draft.Revision, Draft.CurrentVersion));
        var changed = Decide(SamplePetition.Document(letter: "Dear everybody"), asDraft: true)!;
        Assert.Equal(PublicationEffect.ChangedDraft, changed.Effect);
        var terms = changed.TermsOf(4);
        Assert.Equal((true, 2, 1, Draft.PreviewToken), (terms.IsDraft, terms.Revision, terms.CurrentVersion, terms.PreviewToken));
        Assert.Null(Decide(Document, asDraft: true));
    }

    [Fact]
    public void Publishing_a_draft_makes_it_public_with_the_text_that_is_published()
    {
        var same = Decide(Document, asDraft: false)!;
        Assert.Equal((PublicationEffect.Released, 1), (same.Effect, same.NewVersion!.Number));
        Assert.Equal((TransitionKind.Released, "version 1"), same.Transition);
        var released = Decide(SamplePetition.Document(letter: "Dear everybody"), asDraft: false)!.TermsOf(4);
        Assert.Equal((false, 1, "Dear everybody"), (released.IsDraft, Assert.Single(released.Versions).Number, released.Texts[0].Letter));
        Assert.Equal(Draft.PreviewToken, released.PreviewToken);
    }

    [Fact]
    public void All_of_a_draft_can_change_also_what_a_public_petition_is_bound_to()
    {
        var other = Document with { Facts = Document.Facts with { Rehearsal = true, ConfirmsEmail = true } };
        Assert.True(Decide(other, asDraft: true)!.TermsOf(4).Facts.Rehearsal);
        Assert.True(Decide(other, asDraft: false)!.TermsOf(4).Facts.ConfirmsEmail);
    }

    [Fact]
    public void A_public_petition_never_becomes_a_draft()
    {
        var released = Decide(Document, asDraft: false)!.TermsOf(4);
        foreach (var terms in new[] { released, released.WithListed(false, Now), released.WithArchived(true, Now) })
        {
            var refused = Assert.Throws<PublicationRefusedException>(() => Publication.Decide(terms, Document, asDraft: true, Now));
            Assert.Contains("is public and cannot become a draft again", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_archived_petition_takes_its_own_document_only()
    {
        var archived = SamplePetition.Published(Document).WithArchived(true, Now);
        Assert.Null(Publication.Decide(archived, Document, asDraft: false, Now));
        Assert.Throws<PublicationRefusedException>(() =>
            Publication.Decide(archived, SamplePetition.Document(goals: [5]), asDraft: false, Now));
    }

    [Fact]
    public void A_version_whose_number_is_used_takes_the_next()
    {
        var publication = Decide(Document, asDraft: false)!;
        var first = publication.NewVersion!;
        publication.Renumber();
        Assert.Equal(2, publication.NewVersion!.Number);
        Assert.Empty(publication.NewVersion.Consents.Select(record => record.Number)
            .Intersect(first.Consents.Select(record => record.Number)));
        Assert.Equal(2, publication.TermsOf(4).CurrentVersion);
    }

    [Fact]
    public void Only_the_token_opens_a_preview()
    {
        var token = PreviewToken.New();
        Assert.Matches("^[0-9a-f]{32}$", token);
        Assert.True(PreviewToken.Matches(token, token));
        string[] others = ["", token[..31], token + "0", token[..31] + " ", PreviewToken.New(), new('0', 100_000)];
        foreach (var other in others) Assert.False(PreviewToken.Matches(token, other));
        // A petition that never was a draft has none, not even one of zeros.
        Assert.False(PreviewToken.Matches(null, new string('\0', 32)));
    }

    private static Publication? Decide(PetitionDocument document, bool asDraft) => Publication.Decide(Draft, document, asDraft, Now);
}
