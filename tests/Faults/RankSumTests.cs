using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

public sealed class RankSumTests
{
    [Fact]
    public void Samples_of_one_distribution_differ_at_the_1_percent_level_in_about_1_percent()
    {
        var random = new Random(20260320);
        var below = Enumerable.Range(0, 1_000).Count(_ => RankSum.PValue(Some(random, 0), Some(random, 0)) < 0.01);
        Assert.InRange(below, 1, 25);
    }

    [Fact]
    public void A_shift_of_0_2_deviations_is_detected_in_2000_values()
    {
        var random = new Random(20260320);
        var seen = Enumerable.Range(0, 50).Count(_ => RankSum.PValue(Some(random, 0, 2_000), Some(random, 0.2, 2_000)) < 0.001);
        Assert.InRange(seen, 45, 50);
    }

    // Calculated by hand: U = 50, z = 4.0594 with the correction for ties.
    [Fact]
    public void A_known_example_has_the_expected_probability()
    {
        var p = RankSum.PValue([.. Enumerable.Range(1, 20).Select(i => (double)i)], [.. Enumerable.Range(11, 20).Select(i => (double)i)]);
        Assert.InRange(p, 4.7e-5, 5.1e-5);
    }

    [Fact]
    public void Equal_values_give_no_evidence_of_a_difference() =>
        Assert.Equal(1, RankSum.PValue([.. Enumerable.Repeat(1.0, 30)], [.. Enumerable.Repeat(1.0, 30)]));

    [Fact]
    public void The_probability_of_greater_counts_ties_half()
    {
        Assert.Equal(0.5, RankSum.ProbabilityOfGreater([1, 2, 3], [3, 2, 1]));
        Assert.Equal(1, RankSum.ProbabilityOfGreater([4, 5], [1, 2, 3]));
        // Of six pairs, one is greater and two are ties.
        Assert.Equal(2 / 6.0, RankSum.ProbabilityOfGreater([1, 2], [1, 2, 3]), 10);
    }

    // The sum of 12 uniform values is approximately normal with standard deviation 1.
    private static double[] Some(Random random, double mean, int count = 100) =>
        [.. Enumerable.Range(0, count).Select(_ => mean + Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)];
}
