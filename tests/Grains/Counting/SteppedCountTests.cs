using Petitions.Grains.Counting;
using Xunit;

namespace Petitions.Tests.Grains.Counting;

public sealed class SteppedCountTests
{
    private readonly FakeState _state = new();

    // Exact versions grow with batches and withdrawals, so they have no fixed relation to the count.
    [Fact]
    public async Task Version_and_count_move_together_and_nothing_moves_in_between()
    {
        var stepped = new SteppedCount(_state);
        var last = await stepped.ShowAsync(0, 0);
        var versions = new HashSet<long> { last.Version };
        for (var n = 1; n <= 3_000; n++)
        {
            await stepped.ShowAsync(n, n + n / 7);
            var next = await stepped.ShowAsync(n, n + n / 7);
            Assert.Equal(CountSteps.RoundDown(n), next.Count);
            Assert.Equal(next.Count != last.Count, versions.Add(next.Version));
            Assert.InRange(next.Version, last.Version, n + n / 7);
            last = next;
        }
        // 99 steps of 10 to 990, one to 1,000, 20 of 100.
        Assert.Equal(120, last.Version);
    }

    [Fact]
    public async Task A_withdrawal_below_a_step_lowers_the_count_under_a_higher_version()
    {
        var stepped = new SteppedCount(_state);
        await stepped.ShowAsync(100, 100);
        await stepped.ShowAsync(99, 101);
        var after = await stepped.ShowAsync(99, 101);
        Assert.Equal((90, 101), (after.Count, after.Version));
        await stepped.ShowAsync(100, 102);
        Assert.Equal((100, 102), await Pair(stepped.ShowAsync(100, 102)));
    }

    [Fact]
    public async Task Another_activation_goes_on_from_what_was_shown()
    {
        var first = new SteppedCount(_state);
        foreach (var n in new[] { 8, 12, 12 }) await first.ShowAsync(n, n);
        Assert.Equal((10, 9), await Pair(first.ShowAsync(15, 15)));
        var second = new SteppedCount(_state);
        Assert.Equal((10, 9), await Pair(second.ShowAsync(19, 19)));
    }

    // A version that depends on the signature at which a process began would tell that it came.
    [Fact]
    public async Task Two_activations_between_the_same_steps_show_the_same()
    {
        var first = await new SteppedCount(_state).ShowAsync(7, 7);
        var second = await new SteppedCount(_state).ShowAsync(8, 8);
        Assert.Equal((first.Count, first.Version), (second.Count, second.Version));
    }

    [Fact]
    public async Task Nothing_is_shown_before_the_first_value_is_stored()
    {
        var stepped = new SteppedCount(_state);
        _state.IsAway = true;
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<TimeoutException>(async () => await stepped.ShowAsync(7, 7));
        (_state.IsAway, _state.LosesAnswers) = (false, true);
        await Assert.ThrowsAsync<TimeoutException>(async () => await stepped.ShowAsync(8, 8));
        _state.LosesAnswers = false;
        Assert.Equal((0, 8), await Pair(stepped.ShowAsync(9, 9)));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_shown()
    {
        var stepped = new SteppedCount(_state);
        await stepped.ShowAsync(5, 5);
        _state.IsAway = true;
        for (var n = 10; n < 30; n++) Assert.Equal((0, 5), await Pair(stepped.ShowAsync(n, n)));
        _state.IsAway = false;
        await stepped.ShowAsync(30, 30);
        Assert.Equal((30, 6), await Pair(stepped.ShowAsync(30, 30)));
    }

    // The answer of a write may be lost, or another activation may have written.
    [Fact]
    public async Task After_a_failure_what_is_stored_counts()
    {
        var stepped = new SteppedCount(_state);
        await stepped.ShowAsync(5, 5);
        _state.LosesAnswers = true;
        await stepped.ShowAsync(10, 10);
        _state.LosesAnswers = false;
        await stepped.ShowAsync(20, 20);
        Assert.Equal((20, 7), await Pair(stepped.ShowAsync(20, 20)));
    }

    [Fact]
    public async Task After_an_exact_counter_steps_begin_at_the_exact_version()
    {
        var stepped = new SteppedCount(_state);
        foreach (var n in new[] { 9, 10, 10 }) await stepped.ShowAsync(n, n);
        await stepped.ClearAsync();
        Assert.Equal((50, 57), await Pair(stepped.ShowAsync(57, 57)));
    }

    private static async Task<(long, long)> Pair(ValueTask<SteppedCountState> shown)
    {
        var state = await shown;
        return (state.Count, state.Version);
    }

    private sealed class FakeState : IPersistentState<SteppedCountState>
    {
        private SteppedCountState? _stored;

        public bool IsAway { get; set; }

        public bool LosesAnswers { get; set; }

        public SteppedCountState State { get; set; } = new();

        public string? Etag => null;

        // What the last successful call has seen.
        public bool RecordExists { get; private set; }

        public Task ClearStateAsync()
        {
            (_stored, RecordExists) = (null, false);
            return Task.CompletedTask;
        }

        public Task ReadStateAsync()
        {
            if (IsAway) return Task.FromException(new TimeoutException());
            (State, RecordExists) = (_stored ?? new(), _stored is not null);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync()
        {
            if (IsAway) return Task.FromException(new TimeoutException());
            _stored = State;
            if (LosesAnswers) return Task.FromException(new TimeoutException());
            RecordExists = true;
            return Task.CompletedTask;
        }
    }
}
