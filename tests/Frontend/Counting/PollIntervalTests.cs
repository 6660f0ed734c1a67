using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class PollIntervalTests
{
    [Fact]
    public void Few_clients_poll_every_five_seconds() => Assert.Equal(5_000, PollInterval.Next(readsPerSecond: 100, milliseconds: 5_000));

    [Theory, InlineData(5_001, 7_500), InlineData(10_000, 10_000), InlineData(25_000, 30_000), InlineData(1_000_000, 60_000)]
    public void Many_clients_wait_longer_and_a_minute_at_most(double readsPerSecond, int milliseconds) =>
        Assert.Equal(milliseconds, PollInterval.Next(readsPerSecond, 5_000));

    [Fact]
    public void An_interval_that_fits_stays()
    {
        // 100,000 clients.
        var slower = PollInterval.Next(100_000 / 5.0, 5_000);
        Assert.Equal(20_000, slower);
        Assert.Equal(slower, PollInterval.Next(100_000 / 20.0, slower));
    }

    [Fact]
    public void It_follows_the_read_rate_of_the_last_five_seconds()
    {
        var time = new FakeTimeProvider();
        var pollInterval = new PollInterval(time);
        for (var i = 0; i < 100_000; i++) pollInterval.RecordRead();
        time.Advance(TimeSpan.FromSeconds(1));
        pollInterval.Update();
        Assert.Equal(5_000, pollInterval.Milliseconds);
        time.Advance(TimeSpan.FromSeconds(4));
        pollInterval.Update();
        Assert.Equal(20_000, pollInterval.Milliseconds);
        time.Advance(TimeSpan.FromSeconds(5));
        pollInterval.Update();
        Assert.Equal(5_000, pollInterval.Milliseconds);
    }
}
