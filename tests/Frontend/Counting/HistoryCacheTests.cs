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

public sealed class HistoryCacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HistoryCache _histories;
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
        _histories = new HistoryCache(FakeGrains.With(grain), _time);
    }

    public void Dispose() => _histories.Dispose();

    [Fact]
    public async Task The_answer_has_exactly_the_agreed_members()
    {
        var answer = await ReadAsync();
        const string period = """{"from":"2026-05-01T11:56:00Z","to":"2026-05-01T11:57:00Z","signatures":12}""";
        Assert.Equal(
            $$"""{"asOf":"2026-05-01T12:00:00Z","total":12,"periods":[{{period}}]}""",
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
        _time.Advance(HistoryCache.FreshFor - TimeSpan.FromSeconds(1));
        await ReadAsync();
        Assert.Equal(1, _fetches);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ReadAsync()));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task An_idle_history_costs_nothing_and_is_removed()
    {
        await ReadAsync();
        _time.Advance(HistoryCache.IdleTimeout - TimeSpan.FromMinutes(1));
        Assert.Equal(1, _histories.Count);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal((0, 1), (_histories.Count, _fetches));
    }

    [Fact]
    public async Task Without_a_cluster_the_last_answer_is_served_and_the_fetch_repeated()
    {
        var held = await ReadAsync();
        _history = () => Task.FromException<CountHistory?>(new TimeoutException());
        _time.Advance(HistoryCache.FreshFor);
        for (var i = 0; i < 50; i++) Assert.Same(held, await ReadAsync());
        Assert.Equal(2, _fetches);

        _history = () => Task.FromResult<CountHistory?>(Growing(20));
        _time.Advance(HistoryCache.RetryDelay);
        Assert.NotSame(held, await ReadAsync());
        Assert.Equal(3, _fetches);
    }

    [Fact]
    public async Task A_first_reader_waits_no_longer_than_two_seconds()
    {
        _history = () => new TaskCompletionSource<CountHistory?>().Task;
        var reader = ReadAsync();
        Assert.False(reader.IsCompleted);
        _time.Advance(HistoryCache.FetchTimeout);
        Assert.Null(await reader.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_entity_tag_changes_with_the_numbers_and_the_hour_only()
    {
        var history = Growing(12);
        _history = () => Task.FromResult<CountHistory?>(history);
        var first = await ReadAsync();
        _history = () => Task.FromResult<CountHistory?>(history with { AsOf = history.AsOf.AddSeconds(30) });
        _time.Advance(HistoryCache.FreshFor);
        var unmoved = await ReadAsync();
        Assert.NotEqual(first!.Body, unmoved!.Body);
        Assert.Equal(first.ETag, unmoved.ETag);

        _history = () => Task.FromResult<CountHistory?>(history with { AsOf = history.AsOf.AddHours(1) });
        _time.Advance(HistoryCache.FreshFor);
        Assert.NotEqual(first.ETag, (await ReadAsync())!.ETag);

        _history = () => Task.FromResult<CountHistory?>(Growing(13));
        _time.Advance(HistoryCache.FreshFor);
        Assert.NotEqual(first.ETag, (await ReadAsync())!.ETag);
        Assert.True(Microsoft.Net.Http.Headers.EntityTagHeaderValue.TryParse(first.ETag, out _));
    }

    [Fact]
    public void The_compressed_form_decodes_to_the_body_and_is_null_when_it_saves_nothing()
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

    private Task<HistoryAnswer?> ReadAsync() => _histories.ReadAsync(SamplePetition.Open).AsTask();
}
