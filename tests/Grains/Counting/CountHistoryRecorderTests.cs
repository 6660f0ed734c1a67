using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Counting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Counting;

public sealed class CountHistoryRecorderTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 5, 1, 12, 0, 59, TimeSpan.Zero));
    private readonly SortedDictionary<int, long> _stored = [];
    private readonly List<int> _thinned = [];
    private readonly CountHistoryRecorder _keeper;
    private int _calls;
    private Func<Task> _database = () => Task.CompletedTask;

    public CountHistoryRecorderTests()
    {
        var store = FakeGrains.Of<ICountHistoryStore>((method, arguments) =>
        {
            _calls++;
            return method.Name switch
            {
                nameof(ICountHistoryStore.FindLastAsync) => FindLastAsync(),
                nameof(ICountHistoryStore.AddAsync) => AddAsync((CountPoint)arguments[1]!),
                nameof(ICountHistoryStore.ThinAsync) => ThinAsync((int)arguments[1]!),
                nameof(ICountHistoryStore.ReadAsync) => Task.FromResult(ImmutableArray<CountPoint>.Empty),
                _ => throw new InvalidOperationException(method.Name),
            };
        });
        _keeper = new CountHistoryRecorder(3, store, _time, NullLogger.Instance);
    }

    private int Minute => CountPoint.MinuteOf(_time.GetUtcNow());

    [Fact]
    public async Task Each_minute_in_which_the_total_moved_has_a_point()
    {
        var start = Minute;
        foreach (var total in new long[] { 10, 10, 12, 12, 12, 11 }) await NextMinuteAsync(total);
        Assert.Equal([new(start - 1, 10L), new(start + 2, 12L), new(start + 5, 11L)], _stored);
    }

    [Fact]
    public async Task A_total_that_does_not_move_costs_no_call()
    {
        await NextMinuteAsync(10);
        var calls = _calls;
        for (var i = 0; i < 200; i++) await NextMinuteAsync(10);
        Assert.Equal(calls, _calls);
    }

    [Fact]
    public async Task A_new_activation_goes_on_where_the_last_one_was()
    {
        _stored[Minute - 30] = 10;
        await NextMinuteAsync(10);
        Assert.Single(_stored);
        var moved = Minute;
        await NextMinuteAsync(11);
        Assert.Equal([new(moved - 31, 10L), new(moved, 11L)], _stored);
    }

    [Fact]
    public async Task What_failed_is_tried_again_in_the_next_minute()
    {
        await NextMinuteAsync(10);
        _database = () => Task.FromException(new TimeoutException());
        await NextMinuteAsync(11);
        await NextMinuteAsync(12);
        Assert.Single(_stored);
        _database = () => Task.CompletedTask;
        var minute = Minute;
        await NextMinuteAsync(12);
        Assert.Equal(12, _stored[minute]);
    }

    [Fact]
    public async Task Old_points_are_thinned_out_once_an_hour_and_by_whole_hours()
    {
        for (var total = 0; total < 180; total++) await NextMinuteAsync(total);
        Assert.InRange(_thinned.Count, 3, 4);
        Assert.All(_thinned, minute => Assert.Equal(0, minute % 60));
        Assert.Equal(CountPoint.HourOf(Minute - 1) - 24 * 60, _thinned[^1]);
    }

    [Fact]
    public async Task The_end_of_an_activation_stores_the_last_total_and_waits_no_longer_than_a_second()
    {
        await NextMinuteAsync(10);
        await _keeper.EndAsync(15);
        Assert.Equal(15, _stored[Minute]);

        _database = () => new TaskCompletionSource().Task;
        var end = _keeper.EndAsync(16);
        Assert.False(end.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await end.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_look_that_is_still_under_way_is_shared()
    {
        var database = new TaskCompletionSource();
        _database = () => database.Task;
        var first = _keeper.SampleAsync(10, CancellationToken.None);
        Assert.Same(first, _keeper.SampleAsync(11, CancellationToken.None));
        database.SetResult();
        await first;
        Assert.Equal([new(Minute - 1, 10L)], _stored);
    }

    private async Task NextMinuteAsync(long total)
    {
        await _keeper.SampleAsync(total, CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<CountPoint?> FindLastAsync()
    {
        await _database();
        return _stored.Count == 0 ? null : new CountPoint(_stored.Last().Key, _stored.Last().Value);
    }

    private async Task AddAsync(CountPoint point)
    {
        await _database();
        _stored[point.Minute] = point.Total;
    }

    private async Task ThinAsync(int before)
    {
        await _database();
        _thinned.Add(before);
    }
}
