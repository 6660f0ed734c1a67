using Petitions.Frontend.Caching;
using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>The history of one petition, fetched when somebody reads it and it is old.</summary>
internal sealed class HistoryCacheEntry(IPetitionGrain grain, TimeProvider time) : SingleFlightEntry<HistoryAnswer>(time)
{
    private long? _fetchedAt;
    private TimeSpan _freshFor;

    /// <summary>The newest answer, the last one when the cluster is away, or null when there never was one.</summary>
    public async ValueTask<HistoryAnswer?> ReadAsync()
    {
        MarkRead();
        await RefreshAsync();
        return Value;
    }

    protected override bool IsFresh => _fetchedAt is { } fetchedAt && Time.GetElapsedTime(fetchedAt) < _freshFor;

    protected override async Task ComputeAsync()
    {
        _freshFor = HistoryCache.RetryDelay;
        try
        {
            var history = await FetchAsync();
            if (history is null) return;
            Value = new HistoryAnswer(history);
            _freshFor = HistoryCache.FreshFor;
        }
        finally
        {
            _fetchedAt = Time.GetTimestamp();
        }
    }

    private async Task<CountHistory?> FetchAsync()
    {
        try
        {
            return await grain.History().WaitAsync(HistoryCache.FetchTimeout, Time);
        }
        catch (Exception)
        {
            // The answer says of when it is, and the catalogue logs that the cluster is away.
            return null;
        }
    }
}
