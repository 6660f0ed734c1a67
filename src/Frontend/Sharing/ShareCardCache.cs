using System.Collections.Concurrent;
using System.Threading.Channels;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Localization;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Sharing;

/// <summary>
/// The pictures of shared links, one per petition and language that somebody asks for. One worker draws them, one at a time, and rests
/// three times as long as it drew: whatever crawlers do, signers lose at most a quarter of one core. Reads cost no grain call, as the
/// count comes from the board. Each process draws its own, so two of them may show counts that differ by less than can be seen.
/// </summary>
internal sealed partial class ShareCardCache(CountCache board, ICardPainter painter, TimeProvider time, ILogger<ShareCardCache> log) : BackgroundService
{
    /// <summary>A picture that nobody asked for this long is forgotten.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(10);

    /// <summary>Pictures held, about 60 KB each, so at most some 20 MB; beyond it the one not asked for longest is forgotten.</summary>
    public const int HeldMax = 256;

    /// <summary>Pictures that wait to be drawn; beyond it an old picture is sent or, when there is none, the call is refused.</summary>
    public const int WaitingMax = 32;

    /// <summary>Longest wait for a drawing; after it the old picture is sent or, when there is none, the call is refused.</summary>
    public static readonly TimeSpan DrawnWithin = TimeSpan.FromSeconds(3);

    private const int RestFactor = 3;

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(int Petition, string Lang), ShareCard> _cards = new();
    private readonly Channel<ShareCard> _due = Channel.CreateBounded<ShareCard>(WaitingMax);

    /// <summary>False once it turned out that Skia's native library is missing on this platform.</summary>
    public bool CanDraw { get; private set; } = true;

    /// <summary>Pictures held, and those that wait for the first drawing.</summary>
    public int Count => _cards.Count;

    /// <summary>The picture as it should look now; an older one when drawing takes too long; null when there is none.</summary>
    public async ValueTask<CardPicture?> ReadAsync(Petition petition, Texts texts, CancellationToken cancel)
    {
        if (!CanDraw) return null;
        var count = await board.ReadAsync(petition);
        var key = (petition.Id, texts.Lang);
        var card = _cards.GetOrAdd(key, static (_, time) => new ShareCard(time), time);
        var drawing = card.Ask(CardContent.Of(petition, texts, count?.Public, time.GetUtcNow()), out var isNew);
        if (drawing is null) return card.Held;
        if (isNew && !_due.Writer.TryWrite(card))
        {
            card.GiveUp();
            if (card.Held is null) _cards.TryRemove(new(key, card));
            return card.Held;
        }
        try
        {
            await drawing.WaitAsync(DrawnWithin, time, cancel);
        }
        catch (TimeoutException)
        {
            // Whoever asks later gets it.
        }
        return card.Held;
    }

    /// <summary>Draws what is due until the process ends.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var forgetting = time.CreateTimer(_ => Forget(), null, ForgetEvery, ForgetEvery);
        try
        {
            await foreach (var card in _due.Reader.ReadAllAsync(stoppingToken))
            {
                var spent = Draw(card);
                Forget();
                await Task.Delay(spent * RestFactor, time, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for a picture that nobody draws.
            _due.Writer.TryComplete();
            while (_due.Reader.TryRead(out var card)) card.GiveUp();
        }
    }

    // The time that it took, until those who wait for it go on.
    private TimeSpan Draw(ShareCard card)
    {
        var began = time.GetTimestamp();
        CardPicture? picture = null;
        try
        {
            if (CanDraw && card.TakeTurn() is { } content) picture = new(painter.Paint(content), content);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            CanDraw = false;
            // The rest lists every place where the library was looked for.
            LogCannotDraw(e.GetBaseException().Message.Split('\n')[0].Trim());
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
        var spent = time.GetElapsedTime(began);
        card.Finish(picture);
        return spent;
    }

    private void Forget()
    {
        foreach (var entry in _cards)
            if (entry.Value.Unasked > HeldFor) _cards.TryRemove(entry);
        while (_cards.Count > HeldMax) _cards.TryRemove(_cards.MaxBy(entry => entry.Value.Unasked));
    }

    [LoggerMessage(LogLevel.Warning, "Shared links have no picture on this platform, everything else works: {Reason}")]
    private partial void LogCannotDraw(string reason);

    [LoggerMessage(LogLevel.Error, "The picture of a shared link could not be drawn; it is tried again after a minute.")]
    private partial void LogFailed(Exception e);
}
