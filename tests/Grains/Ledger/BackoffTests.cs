using CsCheck;
using Petitions.Grains.Ledger;
using Xunit;

namespace Petitions.Tests.Grains.Ledger;

public sealed class BackoffTests
{
    private static readonly Backoff Doubling = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    [Theory, InlineData(0, 1), InlineData(1, 1), InlineData(2, 2), InlineData(6, 32), InlineData(7, 60), InlineData(int.MaxValue, 60)]
    public void Each_pause_is_twice_as_long_up_to_the_longest(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Doubling.PauseAfter(failures));

    [Fact]
    public void Another_factor_grows_faster() =>
        Assert.Equal(TimeSpan.FromSeconds(16), (Doubling with { Factor = 4 }).PauseAfter(3));

    [Fact]
    public void A_spread_pause_is_at_most_that_part_shorter_or_longer() =>
        Gen.Select(Gen.Int[1, 10_000], Gen.Double[0, 1]).Sample((failures, chance) =>
        {
            var (pause, spread) = (Doubling.PauseAfter(failures), (Doubling with { Spread = 0.2 }).PauseAfter(failures, chance));
            return spread >= pause * 0.8 && spread <= pause * 1.2;
        });
}
