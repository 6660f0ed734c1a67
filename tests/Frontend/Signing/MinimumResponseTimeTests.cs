using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Signing;
using Xunit;

namespace Petitions.Tests.Frontend.Signing;

public sealed class MinimumResponseTimeTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10), Tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly MinimumResponseTime _minimum;

    public MinimumResponseTimeTests() => _minimum = new(5 * Tick, _time);

    // The millisecond in which a call begins does not count.
    [Theory]
    [InlineData(0, 6), InlineData(1, 6), InlineData(5, 6), InlineData(6, 11), InlineData(10, 11), InlineData(11, 16), InlineData(38, 41)]
    public async Task Calls_end_at_multiples_of_the_minimum_after_their_beginning(int workMilliseconds, int endMilliseconds)
    {
        var begun = _minimum.Begin();
        _time.Advance(workMilliseconds * Tick);
        var end = _minimum.EndAsync(begun);
        _time.Advance((endMilliseconds - workMilliseconds - 1) * Tick);
        await Task.Yield();
        Assert.False(end.IsCompleted);
        _time.Advance(Tick);
        await end.WaitAsync(Soon, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Calls_of_one_millisecond_end_together_and_later_ones_later()
    {
        var first = _minimum.Begin();
        _time.Advance(0.9 * Tick);
        var same = _minimum.Begin();
        _time.Advance(Tick);
        var later = _minimum.Begin();
        Task[] ends = [_minimum.EndAsync(first), _minimum.EndAsync(same), _minimum.EndAsync(later)];
        Assert.Same(ends[0], ends[1]);
        _time.Advance(4.1 * Tick);
        await ends[0].WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.False(ends[2].IsCompleted);
        _time.Advance(Tick);
        await ends[2].WaitAsync(Soon, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void In_a_crowd_a_call_that_took_the_minimum_ends_with_its_work()
    {
        var begun = Enumerable.Range(0, MinimumResponseTime.CallsToAlignMax + 1).Select(_ => _minimum.Begin()).ToArray();
        _time.Advance(8 * Tick);
        Assert.True(_minimum.EndAsync(begun[0]).IsCompletedSuccessfully);
        // One less in flight is no crowd.
        Assert.False(_minimum.EndAsync(begun[1]).IsCompleted);
        foreach (var one in begun[2..]) _ = _minimum.EndAsync(one);
        _time.Advance(20 * Tick);
    }

    [Fact]
    public void In_a_crowd_no_call_ends_before_the_minimum()
    {
        var begun = Enumerable.Range(0, MinimumResponseTime.CallsToAlignMax + 1).Select(_ => _minimum.Begin()).ToArray();
        _time.Advance(5 * Tick);
        Assert.All(begun, one => Assert.False(_minimum.EndAsync(one).IsCompleted));
        _time.Advance(20 * Tick);
    }

    [Fact]
    public async Task After_a_pause_without_calls_it_works_again()
    {
        for (var i = 0; i < 3; i++)
        {
            var end = _minimum.EndAsync(_minimum.Begin());
            _time.Advance(6 * Tick);
            await end.WaitAsync(Soon, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public void Without_a_minimum_nothing_waits()
    {
        var none = new MinimumResponseTime(TimeSpan.Zero, _time);
        Assert.True(none.EndAsync(none.Begin()).IsCompletedSuccessfully);
    }
}
