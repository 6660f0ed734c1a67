using Petitions.Frontend.Caching;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The histories that were read lately, one answer each. However many readers there are, the grain of a petition, and the database behind
/// it, is asked at most every <see cref="FreshFor"/>, and not at all while nobody reads.
/// </summary>
internal sealed class HistoryCache(IGrainFactory grains, TimeProvider time) : IDisposable
{
    /// <summary>An answer is served for this long without another fetch.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    /// <summary>Shortest time between a fetch that failed and the next one; until then the last answer is served.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for one history.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A history that was not read for this long is removed.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    // Bounded by the catalogue. By number: a rehearsal that is published anew under the same name has a history of its own.
    private readonly SingleFlightCache<int, HistoryCacheEntry> _entries = new(time, IdleTimeout);

    /// <summary>Histories held.</summary>
    public int Count => _entries.Count;

    /// <summary>
    /// The history of a petition of the catalogue: at once while it is fresh, else after one fetch that all callers share. Null when there
    /// is none: the cluster is away and nobody has read the history before.
    /// </summary>
    public ValueTask<HistoryAnswer?> ReadAsync(Petition petition) => _entries.GetOrAdd(
        petition.Id,
        static (_, its) => new(its.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(its.Slug)), its.Time),
        (Grains: grains, petition.Slug, Time: time)).ReadAsync();

    public void Dispose() => _entries.Dispose();
}
