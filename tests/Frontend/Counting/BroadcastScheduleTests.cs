using Petitions.Frontend.Counting;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class BroadcastScheduleTests
{
    [Theory, InlineData(1, 100), InlineData(750, 100), InlineData(7_500, 1_000), InlineData(12_000, 1_600)]
    public void More_viewers_have_their_turn_less_often(int viewers, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), BroadcastSchedule.RoundOf(viewers));

    [Theory, InlineData(1), InlineData(7), InlineData(999), InlineData(10_000), InlineData(12_000)]
    public void In_a_round_every_viewer_has_one_turn(int viewers)
    {
        var (carried, turns, passed) = (0.0, 0, TimeSpan.Zero);
        for (; passed < BroadcastSchedule.RoundOf(viewers); passed += BroadcastSchedule.Step)
            turns += BroadcastSchedule.Turns(viewers, BroadcastSchedule.Step, ref carried);
        // The last step may reach into the next round.
        var wanted = (int)(viewers * (passed / BroadcastSchedule.RoundOf(viewers)));
        Assert.InRange(turns, wanted - 1, wanted);
    }

    [Fact]
    public void A_step_writes_to_few_and_never_faster_than_the_limit()
    {
        var carried = 0.0;
        for (var step = 0; step < 100; step++)
            Assert.InRange(BroadcastSchedule.Turns(12_000, BroadcastSchedule.Step, ref carried), 0, BroadcastSchedule.WritesPerSecondMax / 200 + 1);
    }

    [Fact]
    public void After_a_long_pause_there_is_one_round_to_make_up_for()
    {
        var carried = 0.0;
        Assert.Equal(50, BroadcastSchedule.Turns(50, TimeSpan.FromMinutes(1), ref carried));
    }
}
