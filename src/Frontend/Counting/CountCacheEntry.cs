using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The count of one petition that somebody is looking at. Readers only read <see cref="Held"/>; one fetch at a time replaces it. The board
/// fetches again and again while somebody asks, and lets it rest when nobody does.
/// </summary>
internal sealed class CountCacheEntry(IPetitionGrain grain, PollInterval pace, TimeProvider time)
{
    private readonly Lock _starting = new();
    private Task _fetch = Task.CompletedTask;
    private long _askedAt = time.GetTimestamp();
    private volatile bool _resting = true;
    private volatile bool _gone;

    // Written by the one fetch under way only.
    private CountAnswer? _held;
    private long _tallyVersion;
    private long _fetchedAt;
    private long _fetchBegunAt;

    /// <summary>The newest answer, also when it is old; null before the first fetch.</summary>
    public CountAnswer? Held => Volatile.Read(ref _held);

    /// <summary>Nobody has asked for this long.</summary>
    public TimeSpan Unasked => time.GetElapsedTime(Volatile.Read(ref _askedAt));

    /// <summary>When the last fetch began, in ticks of the clock; whoever is served by turns has the smallest next.</summary>
    public long FetchBegunAt => Volatile.Read(ref _fetchBegunAt);

    /// <summary>A fetch is due as soon as none is under way.</summary>
    public bool IsDue => !_resting && _fetch.IsCompleted;

    /// <summary>The petition was removed when it was last asked for: there is nothing more to be seen of it.</summary>
    public bool IsGone => _gone;

    /// <summary>Somebody is still looking, who reads <see cref="Held"/>; it is fetched again if it was resting.</summary>
    public void Watch()
    {
        Volatile.Write(ref _askedAt, time.GetTimestamp());
        if (_resting) _ = FetchAsync();
    }

    /// <summary>
    /// The newest answer. Waits only when nobody was looking before, and then for the one fetch that all newcomers share.
    /// </summary>
    public ValueTask<CountAnswer?> ReadAsync()
    {
        Watch();
        return _resting ? WakeAsync() : new(Held);
    }

    /// <summary>Nobody is looking: no more fetches. The last answer stays, in case the cluster is away when somebody looks again.</summary>
    public void Rest() => _resting = true;

    /// <summary>The fetch under way, or a new one. Never fails: a failure leaves the answer as it is.</summary>
    public Task FetchAsync()
    {
        lock (_starting) return _fetch.IsCompleted ? _fetch = FetchOnceAsync() : _fetch;
    }

    private async ValueTask<CountAnswer?> WakeAsync()
    {
        await FetchAsync();
        return Held;
    }

    private async Task FetchOnceAsync()
    {
        Volatile.Write(ref _fetchBegunAt, time.GetTimestamp());
        try
        {
            var tally = await grain.Tally().WaitAsync(CountCache.FetchWithin, time);
            _gone = tally is null;
            if (tally is not null) Take(tally);
        }
        catch (Exception)
        {
            // Whatever it was, the next fetch is 200 ms away, and the cluster's absence is in the log of the catalogue already.
            if (_held is { } held && time.GetElapsedTime(_fetchedAt) > CountCache.StaleAfter && !(held.IsStale && held.NextPollMilliseconds == pace.Milliseconds))
                Volatile.Write(ref _held, held.AsStale(pace.Milliseconds));
        }
        finally
        {
            _resting = false;
        }
    }

    private void Take(Tally tally)
    {
        _fetchedAt = time.GetTimestamp();
        // A silo that is behind must not make the number fall for somebody who has seen a higher one.
        if (tally.Version < _tallyVersion) return;
        _tallyVersion = tally.Version;
        Volatile.Write(ref _held, new(PublicCount.Of(tally), tally.Phase, tally.AsOf, pace.Milliseconds));
    }
}
