using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class PollIntervalTests
{
    [Fact]
    public void Few_readers_ask_every_five_seconds() => Assert.Equal(5_000, PollInterval.Next(readsPerSecond: 100, milliseconds: 5_000));

    [Theory, InlineData(5_001, 7_500), InlineData(10_000, 10_000), InlineData(25_000, 30_000), InlineData(1_000_000, 60_000)]
    public void Many_readers_wait_longer_and_never_more_than_a_minute(double readsPerSecond, int milliseconds) =>
        Assert.Equal(milliseconds, PollInterval.Next(readsPerSecond, 5_000));

    [Fact]
    public void A_pace_that_fits_stays()
    {
        // A hundred thousand readers.
        var slower = PollInterval.Next(100_000 / 5.0, 5_000);
        Assert.Equal(20_000, slower);
        Assert.Equal(slower, PollInterval.Next(100_000 / 20.0, slower));
    }

    [Fact]
    public void It_follows_what_is_noted_once_it_has_been_measured_for_a_while()
    {
        var time = new FakeTimeProvider();
        var pace = new PollInterval(time);
        for (var i = 0; i < 100_000; i++) pace.Note();
        time.Advance(TimeSpan.FromSeconds(1));
        pace.Steer();
        Assert.Equal(5_000, pace.Milliseconds);
        time.Advance(TimeSpan.FromSeconds(4));
        pace.Steer();
        Assert.Equal(20_000, pace.Milliseconds);
        time.Advance(TimeSpan.FromSeconds(5));
        pace.Steer();
        Assert.Equal(5_000, pace.Milliseconds);
    }
}
