using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class HistoryCacheTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HistoryCache _board;
    private Func<Task<CountHistory?>> _history;
    private int _fetches;

    public HistoryCacheTests()
    {
        _history = () => Task.FromResult<CountHistory?>(Growing(12));
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) =>
        {
            _fetches++;
            return _history();
        });
        _board = new HistoryCache(FakeGrains.With(grain), _time);
    }

    public async ValueTask InitializeAsync() => await _board.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _board.StopAsync(CancellationToken.None);
        _board.Dispose();
    }

    [Fact]
    public async Task The_answer_has_exactly_the_agreed_members()
    {
        var answer = await ReadAsync();
        Assert.Equal(
            """{"asOf":"2026-05-01T12:00:00Z","total":12,"periods":[{"from":"2026-05-01T11:56:00Z","to":"2026-05-01T11:57:00Z","signatures":12}]}""",
            Encoding.UTF8.GetString(answer!.Body));
    }

    [Fact]
    public async Task Readers_share_one_fetch_for_thirty_seconds()
    {
        var history = new TaskCompletionSource<CountHistory?>();
        _history = () => history.Task;
        var readers = Enumerable.Range(0, 100).Select(_ => ReadAsync()).ToArray();
        history.SetResult(Growing(12));
        Assert.All(await Task.WhenAll(readers), Assert.NotNull);
        for (var i = 0; i < 100; i++) await ReadAsync();
        _time.Advance(HistoryCache.GoodFor - TimeSpan.FromSeconds(1));
        await ReadAsync();
        Assert.Equal(1, _fetches);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ReadAsync()));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task A_petition_that_nobody_asks_about_costs_nothing_and_is_forgotten()
    {
        await ReadAsync();
        await AdvanceAsync(HistoryCache.HeldFor - TimeSpan.FromMinutes(1));
        Assert.Equal(1, _board.Held);
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.Equal((0, 1), (_board.Held, _fetches));
    }

    [Fact]
    public async Task The_last_answer_is_given_while_the_cluster_is_away_and_it_is_asked_again()
    {
        var held = await ReadAsync();
        _history = () => Task.FromException<CountHistory?>(new TimeoutException());
        _time.Advance(HistoryCache.GoodFor);
        for (var i = 0; i < 50; i++) Assert.Same(held, await ReadAsync());
        Assert.Equal(2, _fetches);

        _history = () => Task.FromResult<CountHistory?>(Growing(20));
        _time.Advance(HistoryCache.AgainAfterFailure);
        Assert.NotSame(held, await ReadAsync());
        Assert.Equal(3, _fetches);
    }

    [Fact]
    public async Task A_first_reader_waits_no_longer_than_two_seconds()
    {
        _history = () => new TaskCompletionSource<CountHistory?>().Task;
        var reader = ReadAsync();
        Assert.False(reader.IsCompleted);
        _time.Advance(HistoryCache.FetchWithin);
        Assert.Null(await reader.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_tag_moves_with_the_numbers_and_with_the_hour_and_not_before()
    {
        var history = Growing(12);
        _history = () => Task.FromResult<CountHistory?>(history);
        var first = await ReadAsync();
        _history = () => Task.FromResult<CountHistory?>(history with { AsOf = history.AsOf.AddSeconds(30) });
        _time.Advance(HistoryCache.GoodFor);
        var unmoved = await ReadAsync();
        Assert.NotEqual(first!.Body, unmoved!.Body);
        Assert.Equal(first.ETag, unmoved.ETag);

        _history = () => Task.FromResult<CountHistory?>(history with { AsOf = history.AsOf.AddHours(1) });
        _time.Advance(HistoryCache.GoodFor);
        Assert.NotEqual(first.ETag, (await ReadAsync())!.ETag);

        _history = () => Task.FromResult<CountHistory?>(Growing(13));
        _time.Advance(HistoryCache.GoodFor);
        Assert.NotEqual(first.ETag, (await ReadAsync())!.ETag);
        Assert.True(Microsoft.Net.Http.Headers.EntityTagHeaderValue.TryParse(first.ETag, out _));
    }

    [Fact]
    public void The_compressed_form_is_the_same_and_is_left_out_when_it_saves_nothing()
    {
        var points = Enumerable.Range(0, 1_000).Select(i => new CountPoint(CountPoint.MinuteOf(_time.GetUtcNow()) - 1_000 + i, i * 7L));
        var answer = new HistoryAnswer(new([.. points], 7_000, CounterDisplay.Exact, _time.GetUtcNow()));
        using var gzip = new GZipStream(new MemoryStream(answer.Compressed!), CompressionMode.Decompress);
        using var read = new MemoryStream();
        gzip.CopyTo(read);
        Assert.Equal(answer.Body, read.ToArray());
        Assert.InRange(answer.Compressed!.Length, 1, answer.Body.Length / 5);

        Assert.Null(new HistoryAnswer(new([], 0, CounterDisplay.Exact, _time.GetUtcNow())).Compressed);
    }

    private CountHistory Growing(long total)
    {
        var now = CountPoint.MinuteOf(_time.GetUtcNow());
        return new([new(now - 5, 0), new(now - 4, total)], total, CounterDisplay.Exact, _time.GetUtcNow());
    }

    private Task<HistoryAnswer?> ReadAsync() => _board.ReadAsync(SamplePetition.Open).AsTask();

    // In steps, and after each the board's loop gets to run.
    private async Task AdvanceAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            for (var i = 0; i < 3; i++) await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
