using Petitions.Frontend.Caching;
using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The count of one petition. The loop of <see cref="CountCache"/> refreshes it while somebody reads it and pauses it when nobody does, so
/// readers wait only for the first refresh and the first one after a pause.
/// </summary>
internal sealed class CountCacheEntry(IPetitionGrain grain, PollInterval pollInterval, TimeProvider time)
    : SingleFlightEntry<CountAnswer>(time)
{
    private volatile bool _isPaused = true;
    private volatile bool _isRemoved;
    private long _refreshStartedAt;

    // Written by the one refresh under way only.
    private long _tallyVersion;
    private long _refreshedAt;

    /// <summary>When the last refresh started, as a timestamp of the clock.</summary>
    public long RefreshStartedAt => Volatile.Read(ref _refreshStartedAt);

    /// <summary>Somebody reads the count and no refresh is under way.</summary>
    public bool IsRefreshDue => !_isPaused && !IsComputing;

    /// <summary>The petition was removed when its tally was last read.</summary>
    public bool IsRemoved => _isRemoved;

    /// <summary>Notes a reader of <see cref="SingleFlightEntry{TValue}.Value"/>, and starts a refresh after a pause.</summary>
    public void Watch()
    {
        MarkRead();
        if (_isPaused) _ = RefreshAsync();
    }

    /// <summary>The newest answer. Null when the cluster was away in every refresh so far.</summary>
    public ValueTask<CountAnswer?> ReadAsync()
    {
        Watch();
        return _isPaused ? RefreshAndReadAsync() : new(Value);
    }

    /// <summary>No more refreshes until the next read. The last answer stays, in case the cluster is away then.</summary>
    public void Pause() => _isPaused = true;

    // Never fails: without a new tally the answer stays, and says after a while that it is stale.
    protected override async Task ComputeAsync()
    {
        Volatile.Write(ref _refreshStartedAt, Time.GetTimestamp());
        try
        {
            var tally = await grain.Tally().WaitAsync(CountCache.FetchTimeout, Time);
            _isRemoved = tally is null;
            if (tally is not null) Set(tally);
        }
        catch (Exception)
        {
            // The next refresh is 200 ms away, and the catalogue logs that the cluster is away.
            if (Value is { } answer && Time.GetElapsedTime(_refreshedAt) > CountCache.StaleAfter
                && !(answer.IsStale && answer.NextPollMilliseconds == pollInterval.Milliseconds))
                Value = answer.AsStale(pollInterval.Milliseconds);
        }
        finally
        {
            _isPaused = false;
        }
    }

    private async ValueTask<CountAnswer?> RefreshAndReadAsync()
    {
        await RefreshAsync();
        return Value;
    }

    private void Set(Tally tally)
    {
        _refreshedAt = Time.GetTimestamp();
        // A silo that lags behind must not make the count fall for readers of a newer one.
        if (tally.Version < _tallyVersion) return;
        _tallyVersion = tally.Version;
        Value = new(PublicCount.Of(tally), tally.Phase, tally.AsOf, pollInterval.Milliseconds);
    }
}
