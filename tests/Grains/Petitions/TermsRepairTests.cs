using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Petitions;

public sealed class TermsRepairTests
{
    private static readonly DateTimeOffset Now = SamplePetition.OpensAt.AddDays(1);
    private static readonly Petition Terms = SamplePetition.Published(SamplePetition.Document());

    [Fact]
    public void Terms_that_agree_with_the_shards_stay()
    {
        Assert.Null(TermsRepair.Decide(Terms, shardsOpen: true, Now));
        Assert.Null(TermsRepair.Decide(Terms.WithOpen(false, Now), shardsOpen: false, Now.AddDays(1)));
    }

    [Fact]
    public void Terms_follow_the_shards()
    {
        var closed = TermsRepair.Decide(Terms, shardsOpen: false, Now);
        Assert.Equal((true, Now, 2), (closed!.ClosedByAdmin, closed.ClosedByAdminAt, closed.Revision));
        var opened = TermsRepair.Decide(closed, shardsOpen: true, Now);
        Assert.Equal((false, null, 3), (opened!.ClosedByAdmin, opened.ClosedByAdminAt, opened.Revision));
    }

    [Fact]
    public void A_closing_without_a_time_gets_one_so_that_the_days_of_retention_begin()
    {
        var old = Terms with { ClosedByAdmin = true };
        Assert.Equal(Now, TermsRepair.Decide(old, shardsOpen: false, Now)!.ClosedByAdminAt);
        // By its date it is known since when it is closed.
        Assert.Null(TermsRepair.Decide(old with { Facts = old.Facts with { ClosesAt = Now.AddDays(-1) } }, shardsOpen: false, Now));
        Assert.Null(TermsRepair.Decide(old with { KeysDestroyedAt = Now }, shardsOpen: false, Now));
    }
}
