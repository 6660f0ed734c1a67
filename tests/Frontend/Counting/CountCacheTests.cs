using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class CountCacheTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly PollInterval _pollInterval;
    private readonly CountCache _counts;
    private Func<Task<Tally?>> _tally = () => Task.FromResult<Tally?>(null);
    private int _fetches;

    public CountCacheTests()
    {
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) =>
        {
            _fetches++;
            return _tally();
        });
        _pollInterval = new PollInterval(_time);
        _counts = new CountCache(FakeGrains.With(grain), _pollInterval, _time);
    }

    public async ValueTask InitializeAsync() => await _counts.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _counts.StopAsync(CancellationToken.None);
        _counts.Dispose();
    }

    [Fact]
    public async Task The_answer_has_exactly_the_agreed_members()
    {
        Count(42, 7);
        var answer = await ReadAsync();
        Assert.Equal(
            """{"count":42,"goal":100,"asOf":"2026-05-01T12:00:00Z","version":7,"state":"open","nextPollMs":5000}""",
            System.Text.Encoding.UTF8.GetString(answer!.Body));
    }

    [Fact]
    public async Task First_readers_share_one_refresh_and_later_ones_start_none()
    {
        var tally = new TaskCompletionSource<Tally?>();
        _tally = () => tally.Task;
        var readers = Enumerable.Range(0, 10).Select(_ => ReadAsync()).ToArray();
        tally.SetResult(SamplePetition.Tally(1, 1));
        Assert.All(await Task.WhenAll(readers), answer => Assert.Equal(1, answer!.Public.Count));
        for (var i = 0; i < 100; i++) await ReadAsync();
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task While_it_is_read_the_answer_follows_the_count()
    {
        Count(1, 1);
        await ReadAsync();
        Count(2, 2);
        await AdvanceAsync(CountCache.RefreshInterval * 2);
        Assert.Equal(2, (await ReadAsync())!.Public.Count);
    }

    [Fact]
    public async Task A_viewer_after_a_pause_gets_updates_without_reading_again()
    {
        Count(1, 1);
        await ReadAsync();
        var watched = _counts.Find(SamplePetition.Open);
        await AdvanceAsync(CountCache.RefreshIdleTimeout + TimeSpan.FromSeconds(1));
        Count(2, 2);
        watched.Watch();
        await AdvanceAsync(CountCache.RefreshInterval * 2);
        Count(3, 3);
        await AdvanceAsync(CountCache.RefreshInterval * 2);
        Assert.Equal(3, watched.Value!.Public.Count);
    }

    [Fact]
    public async Task Without_readers_nothing_is_fetched()
    {
        Count(1, 1);
        await ReadAsync();
        await AdvanceAsync(CountCache.RefreshIdleTimeout + TimeSpan.FromSeconds(1));
        var fetches = _fetches;
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(fetches, _fetches);
    }

    [Fact]
    public async Task More_petitions_than_parallel_refreshes_are_all_refreshed()
    {
        const int petitions = 2 * CountCache.RefreshesMax + 100;
        Count(1, 1);
        var watched = Enumerable.Range(1, petitions).Select(id => SamplePetition.Open with { Id = id }).ToList();
        foreach (var petition in watched) await _counts.ReadAsync(petition);
        Count(2, 2);
        await AdvanceAsync(CountCache.RefreshInterval * 4);
        foreach (var petition in watched) Assert.Equal(2, (await _counts.ReadAsync(petition))!.Public.Count);
    }

    [Fact]
    public async Task A_tally_of_an_older_version_is_ignored()
    {
        Count(10, 10);
        await ReadAsync();
        Count(9, 9);
        await AdvanceAsync(CountCache.RefreshInterval * 2);
        var answer = await ReadAsync();
        Assert.Equal((10, 10), (answer!.Public.Count, answer.Public.Version));
    }

    [Fact]
    public async Task Without_a_cluster_the_last_answer_stays_and_is_marked_as_stale()
    {
        Count(5, 5);
        await ReadAsync();
        _tally = () => Task.FromException<Tally?>(new TimeoutException());
        await WatchAsync(TimeSpan.FromSeconds(5));
        Assert.False((await ReadAsync())!.IsStale);
        await WatchAsync(TimeSpan.FromSeconds(7));

        var answer = (await ReadAsync())!;
        Assert.True(JsonDocument.Parse(answer.Body).RootElement.GetProperty("stale").GetBoolean());
        Assert.Equal(5, answer.Public.Count);

        Count(6, 6);
        await WatchAsync(TimeSpan.FromSeconds(1));
        Assert.False((await ReadAsync())!.IsStale);
    }

    [Fact]
    public async Task Without_a_cluster_from_the_start_there_is_no_answer()
    {
        _tally = () => Task.FromException<Tally?>(new TimeoutException());
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task A_first_reader_waits_no_longer_than_two_seconds()
    {
        _tally = () => new TaskCompletionSource<Tally?>().Task;
        var reader = ReadAsync();
        await AdvanceAsync(CountCache.FetchTimeout + TimeSpan.FromMilliseconds(100));
        Assert.Null(await reader);
    }

    [Fact]
    public async Task The_entity_tag_changes_when_an_answer_becomes_stale_and_fresh_again()
    {
        Count(5, 5);
        var fresh = (await ReadAsync())!.Public.ETag;
        _tally = () => Task.FromException<Tally?>(new TimeoutException());
        await WatchAsync(TimeSpan.FromSeconds(12));
        var stale = (await ReadAsync())!.Public.ETag;
        Assert.NotEqual(fresh, stale);
        Assert.True(Microsoft.Net.Http.Headers.EntityTagHeaderValue.TryParse(stale, out _));

        Count(5, 5);
        await WatchAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(fresh, (await ReadAsync())!.Public.ETag);
    }

    [Fact]
    public async Task The_entity_tag_changes_with_the_poll_interval()
    {
        Count(5, 5);
        var calm = (await ReadAsync())!;
        Assert.Equal(calm.Public.ETag, calm.ETag);
        for (var i = 0; i < 100_000; i++) _pollInterval.RecordRead();
        await WatchAsync(TimeSpan.FromSeconds(6));
        var busy = (await ReadAsync())!;
        Assert.Equal(calm.Public.ETag, busy.Public.ETag);
        Assert.True(busy.NextPollMilliseconds > calm.NextPollMilliseconds);
        Assert.NotEqual(calm.ETag, busy.ETag);
        Assert.True(Microsoft.Net.Http.Headers.EntityTagHeaderValue.TryParse(busy.ETag, out _));
        var stale = busy.AsStale(busy.NextPollMilliseconds);
        Assert.True(Microsoft.Net.Http.Headers.EntityTagHeaderValue.TryParse(stale.ETag, out _));
        Assert.NotEqual(busy.ETag, stale.ETag);

        await WatchAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(calm.ETag, (await ReadAsync())!.ETag);
    }

    [Fact]
    public async Task A_stale_answer_follows_the_poll_interval()
    {
        Count(5, 5);
        await ReadAsync();
        _tally = () => Task.FromException<Tally?>(new TimeoutException());
        await WatchAsync(TimeSpan.FromSeconds(12));
        var calm = (await ReadAsync())!;
        for (var i = 0; i < 100_000; i++) _pollInterval.RecordRead();
        await WatchAsync(TimeSpan.FromSeconds(6));
        var busy = (await ReadAsync())!;
        Assert.True(calm.IsStale && busy.IsStale);
        Assert.True(busy.NextPollMilliseconds > calm.NextPollMilliseconds);
        Assert.NotEqual(calm.ETag, busy.ETag);
        Assert.Equal(calm.Public, busy.Public);
    }

    [Fact]
    public async Task The_state_is_that_of_the_version()
    {
        Count(5, 5);
        var open = await ReadAsync();
        _tally = () => Task.FromResult<Tally?>(
            SamplePetition.Tally(5, 5) with { TermsVersion = 1, Phase = PetitionPhase.Closed, AsOf = _time.GetUtcNow() });
        await WatchAsync(TimeSpan.FromSeconds(1));
        var closed = await ReadAsync();
        Assert.Equal((PetitionPhase.Closed, 6), (closed!.Phase, closed.Public.Version));
        Assert.NotEqual(open!.Public.ETag, closed.Public.ETag);
    }

    private void Count(long count, long version) =>
        _tally = () => Task.FromResult<Tally?>(SamplePetition.Tally(count, version) with { AsOf = _time.GetUtcNow() });

    private Task<CountAnswer?> ReadAsync() => _counts.ReadAsync(SamplePetition.Open).AsTask();

    // With a reader all the time.
    private async Task WatchAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            await AdvanceAsync(TimeSpan.FromSeconds(1));
            await ReadAsync();
        }
    }

    // In steps; after each the refresh loop gets to run.
    private async Task AdvanceAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += CountCache.RefreshInterval)
        {
            _time.Advance(CountCache.RefreshInterval);
            for (var i = 0; i < 3; i++) await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
