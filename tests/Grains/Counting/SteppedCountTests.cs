using Petitions.Grains.Counting;
using Xunit;

namespace Petitions.Tests.Grains.Counting;

public sealed class SteppedCountTests
{
    private readonly FakeState _state = new();

    // Exact versions grow with batches and withdrawals, so they have no fixed relation to the count.
    [Fact]
    public void Version_and_count_move_together_and_nothing_moves_in_between()
    {
        var stepped = new SteppedCount(_state);
        var last = stepped.Show(0, 0);
        var versions = new HashSet<long> { last.Version };
        for (var n = 1; n <= 3_000; n++)
        {
            stepped.Show(n, n + n / 7);
            var next = stepped.Show(n, n + n / 7);
            Assert.Equal(CountSteps.RoundDown(n), next.Count);
            Assert.Equal(next.Count != last.Count, versions.Add(next.Version));
            Assert.InRange(next.Version, last.Version, n + n / 7);
            last = next;
        }
        // 99 steps of 10 to 990, one to 1,000, 20 of 100.
        Assert.Equal(120, last.Version);
    }

    [Fact]
    public void A_withdrawal_below_a_step_lowers_the_count_under_a_higher_version()
    {
        var stepped = new SteppedCount(_state);
        stepped.Show(100, 100);
        stepped.Show(99, 101);
        var after = stepped.Show(99, 101);
        Assert.Equal((90, 101), (after.Count, after.Version));
        stepped.Show(100, 102);
        Assert.Equal((100, 102), (stepped.Show(100, 102).Count, stepped.Show(100, 102).Version));
    }

    [Fact]
    public void Another_activation_goes_on_from_what_was_shown()
    {
        var first = new SteppedCount(_state);
        foreach (var n in new[] { 8, 12, 12 }) first.Show(n, n);
        Assert.Equal((10, 9), (first.Show(15, 15).Count, first.Show(15, 15).Version));
        var second = new SteppedCount(_state);
        Assert.Equal((10, 9), (second.Show(19, 19).Count, second.Show(19, 19).Version));
    }

    [Fact]
    public void What_cannot_be_stored_is_not_shown()
    {
        var stepped = new SteppedCount(_state);
        stepped.Show(5, 5);
        _state.IsAway = true;
        for (var n = 10; n < 30; n++) Assert.Equal((0, 5), (stepped.Show(n, n).Count, stepped.Show(n, n).Version));
        _state.IsAway = false;
        stepped.Show(30, 30);
        Assert.Equal((30, 6), (stepped.Show(30, 30).Count, stepped.Show(30, 30).Version));
    }

    // The answer of a write may be lost, or another activation may have written.
    [Fact]
    public void After_a_failure_what_is_stored_counts()
    {
        var stepped = new SteppedCount(_state);
        stepped.Show(5, 5);
        _state.LosesAnswers = true;
        stepped.Show(10, 10);
        _state.LosesAnswers = false;
        stepped.Show(20, 20);
        Assert.Equal((20, 7), (stepped.Show(20, 20).Count, stepped.Show(20, 20).Version));
    }

    [Fact]
    public async Task After_an_exact_counter_steps_begin_at_the_exact_version()
    {
        var stepped = new SteppedCount(_state);
        foreach (var n in new[] { 9, 10, 10 }) stepped.Show(n, n);
        await stepped.ClearAsync();
        Assert.Equal((50, 57), (stepped.Show(57, 57).Count, stepped.Show(57, 57).Version));
        Assert.False(_state.RecordExists);
    }

    private sealed class FakeState : IPersistentState<SteppedCountState>
    {
        private SteppedCountState? _stored;

        public bool IsAway { get; set; }

        public bool LosesAnswers { get; set; }

        public SteppedCountState State { get; set; } = new();

        public string? Etag => null;

        public bool RecordExists => _stored is not null;

        public Task ClearStateAsync()
        {
            _stored = null;
            return Task.CompletedTask;
        }

        public Task ReadStateAsync()
        {
            if (IsAway) return Task.FromException(new TimeoutException());
            State = _stored ?? new();
            return Task.CompletedTask;
        }

        public Task WriteStateAsync()
        {
            if (IsAway) return Task.FromException(new TimeoutException());
            _stored = State;
            return LosesAnswers ? Task.FromException(new TimeoutException()) : Task.CompletedTask;
        }
    }
}
