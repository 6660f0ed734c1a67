using System.Threading.Channels;
using Petitions.Frontend.Caching;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Localization;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Sharing;

/// <summary>
/// The images of shared links, one per petition and language. One worker draws them, one at a time, and pauses three times as long as it
/// drew: whatever crawlers do, signers lose at most a quarter of one core. Reads cost no grain call, as the count comes from
/// <see cref="CountCache"/>. Each process draws its own, so two of them may show counts that differ by less than a reader would notice.
/// </summary>
internal sealed partial class ShareCardCache(CountCache counts, ICardPainter painter, TimeProvider time, ILogger<ShareCardCache> log)
    : BackgroundService
{
    /// <summary>An image that was not read for this long is removed.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Images held, about 60 KB each, so at most 16 MB; a new one evicts the one that was not read for longest.</summary>
    public const int ImagesMax = 256;

    /// <summary>Drawings that wait; at the limit an old image is sent or, when there is none, the call is refused.</summary>
    public const int QueueLengthMax = 32;

    /// <summary>Longest wait for a drawing; then an old image is sent or, when there is none, the call is refused.</summary>
    public static readonly TimeSpan DrawTimeout = TimeSpan.FromSeconds(3);

    private const int PausePerDrawing = 3;

    private readonly SingleFlightCache<(int Petition, string Lang), ShareCardEntry> _entries = new(time, IdleTimeout, ImagesMax);
    private readonly Channel<ShareCardEntry> _queue = Channel.CreateBounded<ShareCardEntry>(QueueLengthMax);

    /// <summary>False once Skia's native library turned out to be missing on this platform.</summary>
    public bool CanDraw { get; private set; } = true;

    /// <summary>Images held, and those that wait for their first drawing.</summary>
    public int Count => _entries.Count;

    /// <summary>The image as it should look now; an older one when drawing takes too long; null when there is none.</summary>
    public async ValueTask<CardImage?> ReadAsync(Petition petition, Texts texts, CancellationToken cancel)
    {
        if (!CanDraw) return null;
        var count = await counts.ReadAsync(petition);
        var key = (petition.Id, texts.PageLang);
        var entry = _entries.GetOrAdd(key, static (_, its) => new ShareCardEntry(its.Queue, its.Time), (Queue: _queue.Writer, Time: time));
        try
        {
            await entry.RefreshAsync(CardContent.Of(petition, texts, count?.Public, time.GetUtcNow())).WaitAsync(DrawTimeout, time, cancel);
        }
        catch (TimeoutException)
        {
            // The drawing goes on, for later callers.
        }
        // The queue was full: nothing is held of what was never drawn.
        if (entry is { Value: null, IsComputing: false, HasFailed: false }) _entries.Remove(key, entry);
        return entry.Value;
    }

    public override void Dispose()
    {
        _entries.Dispose();
        base.Dispose();
    }

    /// <summary>Draws what is queued until the process ends.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var entry in _queue.Reader.ReadAllAsync(stoppingToken))
                await Task.Delay(Draw(entry) * PausePerDrawing, time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // At shutdown: ends the waiting for queued drawings.
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var entry)) entry.Cancel();
        }
    }

    // Returns how long the drawing took.
    private TimeSpan Draw(ShareCardEntry entry)
    {
        var startedAt = time.GetTimestamp();
        CardImage? image = null;
        try
        {
            if (CanDraw && entry.Wanted is { } content) image = new(painter.Paint(content), content);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException
            or BadImageFormatException)
        {
            CanDraw = false;
            // The other lines list every place where the library was looked for.
            LogCannotDraw(e.GetBaseException().Message.Split('\n')[0].Trim());
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
        var spent = time.GetElapsedTime(startedAt);
        entry.Complete(image);
        return spent;
    }

    [LoggerMessage(LogLevel.Warning, "Skia does not run on this platform, so shared links have no image; everything else works: {Reason}")]
    private partial void LogCannotDraw(string reason);

    [LoggerMessage(LogLevel.Error, "The image of a shared link could not be drawn; the next attempt is in 60 s at the earliest.")]
    private partial void LogFailed(Exception e);
}
