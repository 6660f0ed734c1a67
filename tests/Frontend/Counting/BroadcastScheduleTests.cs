using Petitions.Frontend.Counting;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class BroadcastScheduleTests
{
    [Theory, InlineData(1, 100), InlineData(750, 100), InlineData(7_500, 1_000), InlineData(12_000, 1_600)]
    public void With_more_viewers_a_round_takes_longer(int viewers, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), BroadcastSchedule.RoundTime(viewers));

    [Theory, InlineData(1), InlineData(7), InlineData(999), InlineData(10_000), InlineData(12_000)]
    public void A_round_writes_once_to_every_viewer(int viewers)
    {
        var (fraction, writes, passed) = (0.0, 0, TimeSpan.Zero);
        for (; passed < BroadcastSchedule.RoundTime(viewers); passed += BroadcastSchedule.Step)
            writes += BroadcastSchedule.WritesDue(viewers, BroadcastSchedule.Step, ref fraction);
        // The last step may reach into the next round.
        var wanted = (int)(viewers * (passed / BroadcastSchedule.RoundTime(viewers)));
        Assert.InRange(writes, wanted - 1, wanted);
    }

    [Fact]
    public void A_step_stays_below_the_write_rate()
    {
        var fraction = 0.0;
        for (var step = 0; step < 100; step++)
            Assert.InRange(
                BroadcastSchedule.WritesDue(12_000, BroadcastSchedule.Step, ref fraction),
                0,
                BroadcastSchedule.WritesPerSecondMax / 200 + 1);
    }

    [Fact]
    public void After_a_long_pause_one_round_is_due()
    {
        var fraction = 0.0;
        Assert.Equal(50, BroadcastSchedule.WritesDue(50, TimeSpan.FromMinutes(1), ref fraction));
    }
}
