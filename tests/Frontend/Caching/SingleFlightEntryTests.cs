using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Caching;
using Xunit;

namespace Petitions.Tests.Frontend.Caching;

public sealed class SingleFlightEntryTests
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly Entry _entry;

    public SingleFlightEntryTests() => _entry = new(_time);

    [Fact]
    public async Task Callers_share_one_computation()
    {
        var answer = new TaskCompletionSource<string>();
        _entry.Compute = () => answer.Task;
        var callers = Enumerable.Range(0, 100).Select(_ => _entry.RefreshAsync()).ToArray();
        Assert.True(_entry.IsComputing);
        answer.SetResult("first");
        await Task.WhenAll(callers);
        Assert.Equal(("first", 1, false), (_entry.Value, _entry.Computations, _entry.IsComputing));
    }

    [Fact]
    public async Task Parallel_callers_share_one_computation()
    {
        var answer = new TaskCompletionSource<string>();
        _entry.Compute = () => answer.Task;
        var callers = new Task[64];
        Parallel.For(0, callers.Length, i => callers[i] = _entry.RefreshAsync());
        answer.SetResult("first");
        await Task.WhenAll(callers);
        Assert.Equal(1, _entry.Computations);
    }

    [Fact]
    public async Task A_fresh_value_is_not_computed_again_and_an_old_one_is()
    {
        await _entry.RefreshAsync();
        _time.Advance(FreshFor - TimeSpan.FromMilliseconds(1));
        Assert.True(_entry.RefreshAsync().IsCompletedSuccessfully);
        Assert.Equal(1, _entry.Computations);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _entry.RefreshAsync();
        Assert.Equal(2, _entry.Computations);
    }

    [Fact]
    public async Task A_computation_that_fails_leaves_the_old_value_fails_its_callers_and_is_repeated()
    {
        await _entry.RefreshAsync();
        _time.Advance(FreshFor);
        var answer = new TaskCompletionSource<string>();
        _entry.Compute = () => answer.Task;
        Task[] callers = [_entry.RefreshAsync(), _entry.RefreshAsync()];
        answer.SetException(new TimeoutException());
        foreach (var caller in callers) await Assert.ThrowsAsync<TimeoutException>(() => caller);
        Assert.Equal("value 1", _entry.Value);

        _entry.Compute = null;
        await _entry.RefreshAsync();
        Assert.Equal("value 3", _entry.Value);
    }

    [Fact]
    public async Task A_computation_that_throws_at_once_fails_its_caller_only()
    {
        _entry.Compute = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(_entry.RefreshAsync);
        Assert.False(_entry.IsComputing);
        _entry.Compute = null;
        await _entry.RefreshAsync();
        Assert.Equal("value 2", _entry.Value);
    }

    [Fact]
    public async Task A_caller_that_gives_up_cancels_nothing_for_the_others()
    {
        var answer = new TaskCompletionSource<string>();
        _entry.Compute = () => answer.Task;
        using var cancel = new CancellationTokenSource();
        var impatient = _entry.RefreshAsync().WaitAsync(cancel.Token);
        var patient = _entry.RefreshAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        answer.SetResult("for the other");
        await patient;
        Assert.Equal("for the other", _entry.Value);
    }

    [Fact]
    public async Task The_old_value_can_be_read_while_a_new_one_is_computed()
    {
        await _entry.RefreshAsync();
        _time.Advance(FreshFor);
        var answer = new TaskCompletionSource<string>();
        _entry.Compute = () => answer.Task;
        var caller = _entry.RefreshAsync();
        Assert.Equal("value 1", _entry.Value);
        answer.SetResult("new");
        await caller;
        Assert.Equal("new", _entry.Value);
    }

    [Fact]
    public void The_idle_time_runs_from_the_last_read()
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), _entry.IdleTime);
        _entry.MarkRead();
        Assert.Equal(TimeSpan.Zero, _entry.IdleTime);
    }

    /// <summary>Fresh for 30 s; computes what the test says, else "value" and the number of the computation.</summary>
    private sealed class Entry(TimeProvider time) : SingleFlightEntry<string>(time)
    {
        private long _computedAt;

        public Func<Task<string>>? Compute { get; set; }

        public int Computations { get; private set; }

        protected override bool IsFresh => Value is not null && Time.GetElapsedTime(_computedAt) < FreshFor;

        protected override async Task ComputeAsync()
        {
            Computations++;
            Value = Compute is null ? $"value {Computations}" : await Compute();
            _computedAt = Time.GetTimestamp();
        }
    }
}
