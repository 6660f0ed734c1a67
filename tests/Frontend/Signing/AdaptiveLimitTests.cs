using CsCheck;
using Petitions.Frontend.Signing;
using Xunit;

namespace Petitions.Tests.Frontend.Signing;

public sealed class AdaptiveLimitTests
{
    private const int Max = 4_096;

    /// <summary>Peak per second and latency without a queue in ms, of machines from one thousandth of a core up.</summary>
    [Theory]
    [InlineData(20_000, 5)]
    [InlineData(10_000, 20)]
    [InlineData(300, 20)]
    [InlineData(30, 30)]
    [InlineData(2_500, 200)]
    [InlineData(500, 100)]
    public void In_overload_at_least_80_of_100_of_the_peak_are_answered_in_time(int peak, int milliseconds)
    {
        var server = new Server(peak, TimeSpan.FromMilliseconds(milliseconds));
        var limit = new AdaptiveLimit(Max);
        Run(limit, server, rounds: 40);

        for (var i = 0; i < 40; i++)
        {
            var round = Run(limit, server, rounds: 1);
            Assert.True(round.Answered >= 0.8 * peak, $"{round.Answered}/s at a limit of {limit.Current}");
            Assert.InRange(round.Latency, TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds * 1.3 + 250));
        }
    }

    [Fact]
    public void A_noisy_machine_keeps_at_least_70_of_100_of_its_peak() =>
        Gen.Select(Gen.Int[20, 20_000], Gen.Int[5, 100], Gen.Double[0.8, 1.2].Array[60]).Sample((peak, milliseconds, noise) =>
        {
            var limit = new AdaptiveLimit(Max);
            var answered = noise.Select(factor =>
                Run(limit, new(peak, TimeSpan.FromMilliseconds(milliseconds * factor)), 1).Answered).Skip(20).Average();
            return answered >= 0.7 * peak;
        });

    [Fact]
    public void A_disk_that_becomes_slow_and_fast_again_is_followed()
    {
        Server fast = new(10_000, TimeSpan.FromMilliseconds(10)), slow = new(2_500, TimeSpan.FromMilliseconds(200));
        var limit = new AdaptiveLimit(Max);
        Run(limit, fast, rounds: 40);
        Run(limit, slow, rounds: 20);
        Assert.True(Run(limit, slow, rounds: 1).Answered >= 2_000);
        Run(limit, fast, rounds: 20);
        Assert.True(Run(limit, fast, rounds: 1).Answered >= 8_000);
    }

    [Fact]
    public void Latency_without_overload_lowers_nothing_for_long()
    {
        var limit = new AdaptiveLimit(Max);
        // Ten signatures a second on a slow disk: never full, always 300 ms.
        for (var i = 0; i < 20; i++)
            limit.Adjust(new(TimeSpan.FromSeconds(1), 10, 10, TimeSpan.FromMilliseconds(300), WasFull: false));
        Assert.True(limit.Current >= AdaptiveLimit.Initial / 2, $"{limit.Current}");
    }

    [Fact]
    public void Single_slow_signatures_of_a_quiet_process_lower_nothing()
    {
        var limit = new AdaptiveLimit(Max);
        for (var i = 0; i < 100; i++)
        {
            // One in five seconds: every second one meets a checkpoint or a collection of garbage.
            var latency = TimeSpan.FromMilliseconds(i % 2 == 0 ? 400 : 5);
            limit.Adjust(new(TimeSpan.FromSeconds(5), 1, 1, latency, WasFull: false));
        }
        Assert.Equal(AdaptiveLimit.Initial, limit.Current);
    }

    [Fact]
    public void After_an_overload_a_quiet_process_takes_a_new_crowd()
    {
        var limit = new AdaptiveLimit(Max);
        for (var i = 0; i < 20; i++) limit.Adjust(new(TimeSpan.FromSeconds(0.5), 0, 0, TimeSpan.Zero, WasFull: true));
        for (var i = 0; i < 40; i++) limit.Adjust(new(TimeSpan.FromSeconds(0.5), 5, 5, TimeSpan.FromMilliseconds(10), WasFull: false));
        Assert.Equal(AdaptiveLimit.Initial, limit.Current);
    }

    [Fact]
    public void While_nothing_is_answered_the_limit_falls_and_grows_back()
    {
        var limit = new AdaptiveLimit(Max);
        for (var i = 0; i < 20; i++) limit.Adjust(new(TimeSpan.FromSeconds(0.5), 0, 0, TimeSpan.Zero, WasFull: true));
        Assert.Equal(AdaptiveLimit.Min, limit.Current);
        Run(limit, new(10_000, TimeSpan.FromMilliseconds(10)), rounds: 30);
        Assert.True(limit.Current >= 800, $"{limit.Current}");
    }

    [Theory, InlineData(1), InlineData(3), InlineData(100)]
    public void The_limit_stays_within_its_maximum(int max)
    {
        var limit = new AdaptiveLimit(max);
        Assert.Equal(max, limit.Current);
        Run(limit, new(100_000, TimeSpan.FromMilliseconds(1)), rounds: 20);
        Assert.Equal(max, limit.Current);
        limit.Adjust(new(TimeSpan.FromSeconds(0.5), 0, 0, TimeSpan.Zero, WasFull: true));
        Assert.InRange(limit.Current, 1, max);
    }

    // A full server: everybody waits in one queue, or for what takes its time anyway. Rounds of a second.
    private static AdmissionRound Run(AdaptiveLimit limit, Server server, int rounds)
    {
        AdmissionRound round = default;
        for (var i = 0; i < rounds; i++)
        {
            var queue = TimeSpan.FromSeconds((double)limit.Current / server.Peak);
            var latency = queue > server.Latency ? queue : server.Latency;
            var answered = (int)Math.Round(limit.Current / latency.TotalSeconds);
            round = new(TimeSpan.FromSeconds(1), answered, answered, latency, WasFull: true);
            limit.Adjust(round);
        }
        return round;
    }

    private sealed record Server(int Peak, TimeSpan Latency);
}
