using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The history of one petition that somebody asked for, and the one fetch at a time that replaces it. It is fetched when somebody asks and
/// it is old; all who ask meanwhile wait for the same fetch.
/// </summary>
internal sealed class HistoryCacheEntry(IPetitionGrain grain, TimeProvider time)
{
    private readonly Lock _starting = new();
    private Task _fetch = Task.CompletedTask;
    private long _askedAt = time.GetTimestamp();

    // Written by the one fetch under way only.
    private HistoryAnswer? _held;
    private long? _fetchedAt;
    private TimeSpan _goodFor = HistoryCache.AgainAfterFailure;

    /// <summary>Nobody has asked for this long.</summary>
    public TimeSpan Unasked => time.GetElapsedTime(Volatile.Read(ref _askedAt));

    /// <summary>The newest answer, the last one there was when the cluster is away, or null when there never was one.</summary>
    public async ValueTask<HistoryAnswer?> ReadAsync()
    {
        Volatile.Write(ref _askedAt, time.GetTimestamp());
        Task fetch;
        lock (_starting)
        {
            if (_fetch.IsCompleted && IsDue) _fetch = FetchOnceAsync();
            fetch = _fetch;
        }
        await fetch;
        return Volatile.Read(ref _held);
    }

    private bool IsDue => _fetchedAt is not { } fetchedAt || time.GetElapsedTime(fetchedAt) >= _goodFor;

    // A failure leaves the answer as it is.
    private async Task FetchOnceAsync()
    {
        try
        {
            var history = await AskAsync();
            if (history is not null) Volatile.Write(ref _held, new HistoryAnswer(history));
            _goodFor = history is null ? HistoryCache.AgainAfterFailure : HistoryCache.GoodFor;
        }
        finally
        {
            _fetchedAt = time.GetTimestamp();
        }
    }

    private async Task<CountHistory?> AskAsync()
    {
        try
        {
            return await grain.History().WaitAsync(HistoryCache.FetchWithin, time);
        }
        catch (Exception)
        {
            // Whatever it was, the answer says of when it is, and the cluster's absence is in the log of the catalogue already.
            return null;
        }
    }
}
