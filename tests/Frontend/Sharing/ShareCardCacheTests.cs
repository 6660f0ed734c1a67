using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Sharing;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Sharing;

/// <summary>How often images of shared links are drawn, with a painter that only counts.</summary>
public sealed class ShareCardCacheTests : IAsyncLifetime, ICardPainter
{
    private readonly FakeTimeProvider _time = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<CardContent> _painted = [];
    private readonly CountCache _counts;
    private readonly ShareCardCache _cards;
    private readonly CountingLog _log = new();
    private Func<Task<Tally?>> _tally = () => Task.FromResult<Tally?>(SamplePetition.Tally(41, 41));
    private Action _beforePainting = () => { };
    private int _fetches;

    public ShareCardCacheTests()
    {
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) =>
        {
            _fetches++;
            return _tally();
        });
        _counts = new CountCache(FakeGrains.With(grain), new PollInterval(_time), _time);
        _cards = new ShareCardCache(_counts, this, _time, _log);
    }

    public async ValueTask InitializeAsync()
    {
        await _counts.StartAsync(TestContext.Current.CancellationToken);
        await _cards.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _cards.StopAsync(CancellationToken.None);
        await _counts.StopAsync(CancellationToken.None);
        _cards.Dispose();
        _counts.Dispose();
    }

    byte[] ICardPainter.Paint(CardContent content)
    {
        _beforePainting();
        lock (_painted) _painted.Add(content);
        return BitConverter.GetBytes(content.Count ?? -1);
    }

    [Fact]
    public async Task Callers_share_the_drawing_under_way_and_later_ones_cost_nothing()
    {
        using var gate = new ManualResetEventSlim();
        _beforePainting = () => gate.Wait(TimeSpan.FromSeconds(30));
        var readers = Enumerable.Range(0, 20).Select(_ => ReadAsync()).ToArray();
        gate.Set();
        Assert.All(await Task.WhenAll(readers), picture => Assert.Equal(41, picture!.Content.Count));
        for (var i = 0; i < 100; i++) await ReadAsync();
        Assert.Single(_painted);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_rising_count_is_drawn_once_a_minute()
    {
        Count(41);
        await ReadAsync();
        for (var seconds = 5; seconds <= 150; seconds += 5)
        {
            Count(41 + 10 * seconds);
            _time.Advance(TimeSpan.FromSeconds(5) - 2 * CountCache.RefreshInterval);
            await AdvanceAsync(2 * CountCache.RefreshInterval);
            await ReadAsync();
        }
        Assert.Equal(3, _painted.Count);
        Assert.InRange(_painted[^1].Count!.Value, 1_100, 1_300);
    }

    [Fact]
    public async Task A_petition_that_closes_is_drawn_at_once()
    {
        await ReadAsync();
        var closed = SamplePetition.Open with { ClosedByAdmin = true };
        var picture = await _cards.ReadAsync(closed, Texts.English, TestContext.Current.CancellationToken);
        Assert.Equal(PetitionPhase.Closed, picture!.Content.Phase);
        Assert.Equal(2, _painted.Count);
    }

    [Fact]
    public async Task Each_language_has_its_image()
    {
        await ReadAsync();
        var german = await _cards.ReadAsync(SamplePetition.Open, Texts.Find("de")!, TestContext.Current.CancellationToken);
        Assert.Equal("de", german!.Content.Texts.Lang);
        Assert.Equal("en", (await ReadAsync())!.Content.Texts.Lang);
        Assert.Equal(2, _painted.Count);
    }

    [Fact]
    public async Task Without_a_cluster_an_image_without_count_is_drawn_and_later_one_with_it()
    {
        _tally = () => Task.FromException<Tally?>(new TimeoutException());
        Assert.Null((await ReadAsync())!.Content.Count);
        Count(42);
        await AdvanceAsync(CountCache.RefreshInterval * 3);
        Assert.Equal(42, (await ReadAsync())!.Content.Count);
    }

    [Fact]
    public async Task Without_the_native_library_there_is_no_image_and_one_log_entry()
    {
        _beforePainting = () => throw new TypeInitializationException("SkiaSharp.SKTypeface", new DllNotFoundException("libSkiaSharp"));
        for (var i = 0; i < 5; i++) Assert.Null(await ReadAsync());
        Assert.False(_cards.CanDraw);
        Assert.Equal(1, _log.Lines);
    }

    [Fact]
    public async Task A_failed_drawing_is_not_repeated_within_a_minute()
    {
        var tries = 0;
        _beforePainting = () =>
        {
            tries++;
            throw new InvalidOperationException("no memory");
        };
        for (var i = 0; i < 5; i++) Assert.Null(await ReadAsync());
        Assert.Equal(1, tries);
        Assert.True(_cards.CanDraw);

        _beforePainting = () => { };
        await AdvanceAsync(CardRedrawPolicy.Interval);
        Assert.NotNull(await ReadAsync());
    }

    [Fact]
    public async Task Drawings_beyond_the_queue_are_refused_at_once()
    {
        using var gate = new ManualResetEventSlim();
        _beforePainting = () => gate.Wait(TimeSpan.FromSeconds(30));
        var readers = Enumerable.Range(1, ShareCardCache.QueueLengthMax * 2).Select(id => ReadAsync(id)).ToArray();
        await Waiting.UntilAsync(
            TimeSpan.FromSeconds(30), () => readers.Count(reader => reader.IsCompleted) >= ShareCardCache.QueueLengthMax - 1);
        var refused = readers.Count(reader => reader.IsCompleted);
        // The worker may hold one, besides those that wait.
        Assert.InRange(refused, ShareCardCache.QueueLengthMax - 1, ShareCardCache.QueueLengthMax);
        gate.Set();
        var pictures = await Task.WhenAll(readers);
        Assert.Equal(refused, pictures.Count(picture => picture is null));
        Assert.Equal(pictures.Length - refused, _cards.Count);
    }

    [Fact]
    public async Task Images_beyond_the_bound_and_idle_images_are_removed()
    {
        for (var id = 1; id <= ShareCardCache.ImagesMax + 20; id++) await ReadAsync(id);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(30), () => _cards.Count <= ShareCardCache.ImagesMax));
        _time.Advance(ShareCardCache.IdleTimeout + TimeSpan.FromSeconds(1));
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(30), () => _cards.Count == 0));
    }

    [Fact]
    public async Task At_shutdown_no_caller_waits()
    {
        await ReadAsync();
        using var gate = new ManualResetEventSlim();
        _beforePainting = () => gate.Wait(TimeSpan.FromSeconds(30));
        var readers = Enumerable.Range(1, 5).Select(id => ReadAsync(id)).ToArray();
        var stopping = _cards.StopAsync(TestContext.Current.CancellationToken);
        gate.Set();
        await stopping;
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Null(await ReadAsync(99));
    }

    private void Count(long count) =>
        _tally = () => Task.FromResult<Tally?>(SamplePetition.Tally(count, count, goals: [1_000_000]) with { AsOf = _time.GetUtcNow() });

    private Task<CardImage?> ReadAsync(int id = 7) =>
        _cards.ReadAsync(SamplePetition.Open with { Id = id }, Texts.English, TestContext.Current.CancellationToken).AsTask();

    // In steps, and after each the loops get to run.
    private async Task AdvanceAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += CountCache.RefreshInterval)
        {
            _time.Advance(CountCache.RefreshInterval);
            for (var i = 0; i < 3; i++) await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private sealed class CountingLog : ILogger<ShareCardCache>
    {
        private int _lines;

        public int Lines => _lines;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Interlocked.Increment(ref _lines);
    }
}
