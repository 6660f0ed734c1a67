using Petitions.Frontend.Caching;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The counts that are being read, one answer each, refreshed by one loop: reads cost no grain call and no database, however many there
/// are. A petition that nobody reads costs nothing. Counts and versions never fall for readers of one process.
/// </summary>
internal sealed class CountCache(IGrainFactory grains, PollInterval pollInterval, TimeProvider time) : BackgroundService
{
    /// <summary>How often the count of a petition that is being read is refreshed.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>A count that was not read for this long is no longer refreshed.</summary>
    public static readonly TimeSpan RefreshIdleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A count that was not read for this long is removed.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait for one tally, and so for a first reader.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(2);

    /// <summary>An answer that could not be refreshed for this long says that it is stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(10);

    /// <summary>Refreshes under way at most. With more petitions than that, those whose last refresh is oldest come first.</summary>
    public const int RefreshesMax = 256;

    // Bounded by the catalogue. By number: a rehearsal that is published anew under the same name counts from zero.
    private readonly SingleFlightCache<int, CountCacheEntry> _entries = new(time, IdleTimeout);

    /// <summary>
    /// The newest answer about a petition of the catalogue: at once while it is being read, else after one refresh that all callers share.
    /// Null when there is none: the cluster is away and nobody has read the count before.
    /// </summary>
    public ValueTask<CountAnswer?> ReadAsync(Petition petition) => Find(petition).ReadAsync();

    /// <summary>The count of a petition of the catalogue, for those who read it again and again.</summary>
    public CountCacheEntry Find(Petition petition) => _entries.GetOrAdd(
        petition.Id,
        static (_, its) => new(its.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(its.Slug)), its.PollInterval, its.Time),
        (Grains: grains, petition.Slug, PollInterval: pollInterval, Time: time));

    public override void Dispose()
    {
        _entries.Dispose();
        base.Dispose();
    }

    /// <summary>Refreshes what is being read until the process ends.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var refreshes = new List<Task>();
        var due = new List<CountCacheEntry>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(RefreshInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            refreshes.RemoveAll(refresh => refresh.IsCompleted);
            due.Clear();
            pollInterval.Update();
            foreach (var (_, count) in _entries.Entries)
            {
                if (count.IdleTime > RefreshIdleTimeout) count.Pause();
                else if (count.IsRefreshDue) due.Add(count);
            }
            var free = RefreshesMax - refreshes.Count;
            if (due.Count > free) due.Sort(static (one, other) => one.RefreshStartedAt.CompareTo(other.RefreshStartedAt));
            refreshes.AddRange(due.Take(free).Select(count => count.RefreshAsync()));
        }
    }
}
