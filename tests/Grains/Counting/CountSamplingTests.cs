using Petitions.Grains.Counting;
using Xunit;

namespace Petitions.Tests.Grains.Counting;

public sealed class CountSamplingTests
{
    private readonly CountSampling _sampling = new();

    [Fact]
    public void A_history_begins_with_the_total_before_this_minute()
    {
        _sampling.Begin(null);
        Assert.Equal(new CountPoint(99, 1_000), _sampling.Due(100, 1_000));
    }

    [Fact]
    public void What_is_stored_already_is_not_stored_again()
    {
        _sampling.Begin(new(90, 1_000));
        Assert.Null(_sampling.Due(100, 1_000));
        Assert.Equal(new CountPoint(101, 1_001), _sampling.Due(101, 1_001));
        // Until it is known to be stored, it is due.
        Assert.Equal(new CountPoint(102, 1_001), _sampling.Due(102, 1_001));
        _sampling.Stored(new(102, 1_001));
        Assert.Null(_sampling.Due(103, 1_001));
    }

    [Fact]
    public void A_total_that_fell_has_moved()
    {
        _sampling.Begin(new(90, 1_000));
        Assert.Equal(new CountPoint(91, 999), _sampling.Due(91, 999));
    }

    [Fact]
    public void A_minute_under_way_gets_a_newer_total_and_a_clock_that_is_behind_writes_no_earlier_one()
    {
        _sampling.Begin(new(90, 1_000));
        Assert.Equal(new CountPoint(90, 1_001), _sampling.Due(90, 1_001));
        Assert.Equal(new CountPoint(90, 1_001), _sampling.Due(88, 1_001));
    }

    [Fact]
    public void Thinning_is_due_once_an_hour()
    {
        Assert.True(_sampling.IsThinningDue(new(119, 1)));
        _sampling.Thinned(new(119, 1));
        Assert.False(_sampling.IsThinningDue(new(60, 1)));
        Assert.True(_sampling.IsThinningDue(new(120, 2)));
    }

    [Theory]
    [InlineData(0, 0, 59)]
    [InlineData(0, 58.9, 0.1)]
    [InlineData(0, 59, 60)]
    [InlineData(0, 59.5, 59.5)]
    [InlineData(7, 0, 58.3)]
    [InlineData(39, 0, 55.1)]
    [InlineData(40, 30, 29)]
    public void The_look_comes_shortly_before_the_minute_ends_and_petitions_take_turns(int petition, double second, double seconds) =>
        Assert.Equal(seconds, CountSampling.UntilNext(petition, new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(second)).TotalSeconds, 6);
}
