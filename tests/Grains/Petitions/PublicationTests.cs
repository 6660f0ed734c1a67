using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Petitions;

public sealed class PublicationTests
{
    private static readonly DateTimeOffset Now = SamplePetition.OpensAt.AddDays(1);
    private static readonly PetitionDocument Document = SamplePetition.Document();
    private static readonly Petition Published = Publication.Decide(null, Document, asDraft: false, Now)!.TermsOf(4);

    [Fact]
    public void The_first_publication_makes_version_one_and_revision_one()
    {
        Assert.Equal((4, SamplePetition.Slug, 1, 1), (Published.Id, Published.Slug, Published.Revision, Published.CurrentVersion));
        Assert.Equal((Document.Facts, Now), (Published.Facts, Assert.Single(Published.Versions).PublishedAt));
        Assert.Null(Published.RetentionChangedAt);
    }

    [Fact]
    public void The_same_document_again_changes_nothing() => Assert.Null(Decide(SamplePetition.Document()));

    [Fact]
    public void Changed_goals_change_the_terms_and_make_no_version()
    {
        var publication = Decide(SamplePetition.Document(goals: [100, 1_000]));
        Assert.Null(publication!.NewVersion);
        var after = publication.TermsOf(4);
        Assert.Equal((2, 1), (after.Revision, after.CurrentVersion));
        Assert.Equal([100, 1_000], after.Facts.Goals);
        Assert.Null(after.RetentionChangedAt);
    }

    [Fact]
    public void A_changed_text_makes_a_version_beside_the_earlier_ones()
    {
        var publication = Decide(SamplePetition.Document(letter: "Dear everybody"));
        var after = publication!.TermsOf(4);
        Assert.Equal((2, 2), (after.Revision, publication.NewVersion!.Number));
        Assert.Equal([Published.Versions[0], publication.NewVersion], after.Versions);
        Assert.Equal("Dear everybody", after.Texts[0].Letter);
    }

    [Fact]
    public void Decisions_of_an_admin_stay()
    {
        var before = Published with { ClosedByAdmin = true, ClosedByAdminAt = Now, HandedOverAt = Now };
        var after = Publication.Decide(before, SamplePetition.Document(letter: "Dear everybody"), asDraft: false, Now)!.TermsOf(4);
        Assert.Equal((true, Now, Now), (after.ClosedByAdmin, after.ClosedByAdminAt, after.HandedOverAt));
    }

    [Fact]
    public void A_moved_date_of_closing_and_other_days_are_noted()
    {
        var later = Now.AddDays(3);
        Assert.Equal(later, After(Document.Facts with { ClosesAt = Now.AddDays(9) }).RetentionChangedAt);
        Assert.Equal(later, After(Document.Facts with { RetentionDays = 3 }).RetentionChangedAt);
        Assert.Null(After(Document.Facts with { OpensAt = Now }).RetentionChangedAt);

        Petition After(PetitionFacts facts) =>
            Publication.Decide(Published, Document with { Facts = facts }, asDraft: false, later)!.TermsOf(4);
    }

    [Fact]
    public void A_rehearsal_and_a_live_petition_do_not_become_each_other() =>
        Assert.Throws<RehearsalMismatchException>(() => Decide(Document with { Facts = Document.Facts with { Rehearsal = true } }));

    [Fact]
    public void Whether_addresses_are_confirmed_does_not_change()
    {
        var refused = Assert.Throws<ConfirmationMismatchException>(() =>
            Decide(Document with { Facts = Document.Facts with { ConfirmsEmail = true } }));
        Assert.Contains($"'{SamplePetition.Slug}' is published with `confirmation: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_petition_without_keys_cannot_be_opened_by_a_later_date()
    {
        var destroyed = Published with { KeysDestroyedAt = Now, Facts = Published.Facts with { ClosesAt = Now.AddDays(-90) } };
        PetitionDocument ClosingAt(DateTimeOffset? closesAt) => Document with { Facts = Document.Facts with { ClosesAt = closesAt } };

        Assert.Throws<KeysDestroyedException>(() => Publication.Decide(destroyed, ClosingAt(Now.AddDays(1)), asDraft: false, Now));
        Assert.Throws<KeysDestroyedException>(() => Publication.Decide(destroyed, ClosingAt(null), asDraft: false, Now));
        // A date that is past opens nothing.
        Assert.NotNull(Publication.Decide(destroyed, ClosingAt(Now.AddDays(-1)), asDraft: false, Now));
    }

    private static Publication? Decide(PetitionDocument document) =>
        Publication.Decide(Published, document, asDraft: false, Now);
}
