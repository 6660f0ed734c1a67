using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Petitions;

public sealed class PetitionStageTests
{
    private static readonly DateTimeOffset Now = SamplePetition.OpensAt.AddDays(1);
    private static readonly Petition Terms = SamplePetition.Published(SamplePetition.Document());

    [Fact]
    public void The_public_knows_three_phases_and_admins_six_stages()
    {
        var closed = Terms.WithOpen(false, Now);
        var handedOver = closed.WithHandover(Now.AddHours(2), Now.AddHours(1));
        foreach (var (terms, at, phase, stage) in new[]
        {
            (Terms with { IsDraft = true }, Now, PetitionPhase.Scheduled, PetitionStage.Draft),
            (Terms, SamplePetition.OpensAt.AddTicks(-1), PetitionPhase.Scheduled, PetitionStage.Scheduled),
            (Terms, Now, PetitionPhase.Open, PetitionStage.Open),
            (closed, Now, PetitionPhase.Closed, PetitionStage.Closed),
            (handedOver, Now, PetitionPhase.Closed, PetitionStage.HandedOver),
            (handedOver.WithArchived(true, Now), Now, PetitionPhase.Closed, PetitionStage.Archived),
        }) Assert.Equal((phase, stage), (terms.PhaseAt(at), terms.StageAt(at)));
    }

    [Fact]
    public void A_petition_that_was_handed_over_while_open_is_open_and_then_closed()
    {
        var handedOver = Terms.WithHandover(Now, Now);
        Assert.Equal(PetitionStage.Open, handedOver.StageAt(Now));
        var closed = handedOver.WithOpen(false, Now.AddHours(1));
        // What was signed in the hour between waits for another hand-over.
        Assert.Equal(PetitionStage.Closed, closed.StageAt(Now.AddHours(2)));
        // A parcel that was cut off before the closing and completed after it does not have everybody.
        Assert.Equal(PetitionStage.Closed, closed.WithHandover(Now.AddHours(2), Now.AddMinutes(59)).StageAt(Now.AddHours(2)));
        Assert.Equal(PetitionStage.HandedOver, closed.WithHandover(Now.AddHours(2), Now.AddHours(1)).StageAt(Now.AddHours(2)));
    }

    [Fact]
    public void A_draft_takes_no_signature_and_its_data_is_not_due_whatever_its_dates_say()
    {
        var draft = Terms with { IsDraft = true, Facts = Terms.Facts with { ClosesAt = Now.AddYears(-1) } };
        Assert.Equal(SignOutcome.NotOpen, SigningPolicy.Evaluate(draft, SamplePetition.Signature(), Now, out _));
        Assert.Equal(
            SignOutcome.NotOpen, SigningPolicy.Evaluate(Terms with { IsDraft = true }, SamplePetition.Signature(), Now, out _));
        Assert.False(draft.IsRetentionOver(Now.AddYears(1)));
        Assert.True((draft with { IsDraft = false }).IsRetentionOver(Now.AddYears(1)));
    }

    [Fact]
    public void An_archived_petition_is_closed_and_stays_so_when_it_leaves_the_archive()
    {
        var archived = Terms.WithArchived(true, Now);
        Assert.Equal((true, Now, Terms.Revision + 1), (archived.ClosedByAdmin, archived.ClosedByAdminAt, archived.Revision));
        var back = archived.WithArchived(false, Now.AddDays(1));
        Assert.Equal((PetitionStage.Closed, Now), (back.StageAt(Now.AddDays(2)), back.ClosedSince(Now.AddDays(2))));
        // One that was closed before keeps the moment from which its days count.
        Assert.Equal(Now, Terms.WithOpen(false, Now).WithArchived(true, Now.AddDays(1)).ClosedByAdminAt);
    }
}
