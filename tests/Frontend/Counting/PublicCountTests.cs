using Petitions.Frontend.Counting;
using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class PublicCountTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(99, 100)]
    [InlineData(100, 1_000)]
    [InlineData(999, 1_000)]
    [InlineData(1_000, 1_000)]
    [InlineData(5_000, 1_000)]
    public void The_goal_is_the_first_one_above_the_count_or_the_last(long count, long goal) =>
        Assert.Equal(goal, Show(count, 1, CounterDisplay.Exact).Goal);

    [Fact]
    public void Without_goals_there_is_none() =>
        Assert.Null(PublicCount.Of(SamplePetition.Tally(5, 1, goals: [])).Goal);

    [Fact]
    public void An_exact_counter_shows_every_signature()
    {
        var shown = Show(1_234, 5_678, CounterDisplay.Exact);
        Assert.Equal((1_234, 5_678, "W/\"5678\""), (shown.Count, shown.Version, shown.ETag));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 10)]
    [InlineData(999, 990)]
    [InlineData(1_000, 1_000)]
    [InlineData(1_099, 1_000)]
    [InlineData(1_100, 1_100)]
    public void A_stepped_counter_shows_tens_below_a_thousand_and_hundreds_above(long count, long shown) =>
        Assert.Equal(shown, Show(count, 1, CounterDisplay.Steps).Count);

    [Fact]
    public void A_stepped_counter_never_falls_while_the_count_grows()
    {
        var last = 0L;
        for (var n = 1; n < 3_000; n++)
        {
            var next = Show(n, n, CounterDisplay.Steps).Count;
            Assert.True(next >= last);
            last = next;
        }
    }

    [Fact]
    public void A_stepped_counter_shows_a_close_at_once()
    {
        var before = SamplePetition.Tally(121, 255, CounterDisplay.Steps);
        var after = before with { TermsVersion = before.TermsVersion + 1, Phase = PetitionPhase.Closed };
        Assert.NotEqual(PublicCount.Of(before).ETag, PublicCount.Of(after).ETag);
    }

    [Fact]
    public void The_goal_of_a_stepped_counter_follows_what_it_shows()
    {
        var tally = SamplePetition.Tally(1_050, 1, CounterDisplay.Steps, [1_000, 1_040]);
        Assert.Equal(1_040, PublicCount.Of(tally).Goal);
    }

    private static PublicCount Show(long count, long version, CounterDisplay counter) =>
        PublicCount.Of(SamplePetition.Tally(count, version, counter, [100, 1_000]));
}
