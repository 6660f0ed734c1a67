using System.Collections.Concurrent;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The counts that somebody is looking at, one answer each, refreshed by one loop: reads cost no grain call and no database, however many
/// there are. A petition that nobody asks about costs nothing. Counts and versions never fall for a reader of one process.
/// </summary>
internal sealed class CountCache(IGrainFactory grains, PollInterval pace, TimeProvider time) : BackgroundService
{
    /// <summary>How often an answer is refreshed while somebody looks.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>A petition that nobody asked about for this long is not refreshed any more.</summary>
    public static readonly TimeSpan WatchedFor = TimeSpan.FromSeconds(10);

    /// <summary>After this long its last answer is forgotten, too.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait for one tally; a first reader waits as long.</summary>
    public static readonly TimeSpan FetchWithin = TimeSpan.FromSeconds(2);

    /// <summary>An answer that could not be refreshed for this long says that it is stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(10);

    /// <summary>Tallies that are fetched at a time. With more petitions than that, those that waited longest come first.</summary>
    public const int FetchesMax = 256;

    private readonly ConcurrentDictionary<int, CountCacheEntry> _watched = new();

    /// <summary>
    /// The newest answer about a petition of the catalogue; at once when it is being watched, else after one fetch that all newcomers
    /// share. Null when there is no answer: the cluster is away and nobody asked before.
    /// </summary>
    public ValueTask<CountAnswer?> ReadAsync(Petition petition) => Find(petition).ReadAsync();

    /// <summary>The count of a petition of the catalogue, for those who stay and look again and again.</summary>
    public CountCacheEntry Find(Petition petition) => _watched.TryGetValue(petition.Id, out var count) ? count : _watched.GetOrAdd(
        // Only petitions of the catalogue come here, so there are never more entries than petitions. By number: a rehearsal that is
        // published anew under the same name counts from zero.
        petition.Id,
        static (_, board) => new(board.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(board.Slug)), board.Pace, board.Time),
        (Grains: grains, petition.Slug, Pace: pace, Time: time));

    /// <summary>Refreshes what is watched until the process ends.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var fetches = new List<Task>();
        var due = new List<CountCacheEntry>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(RefreshEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            fetches.RemoveAll(fetch => fetch.IsCompleted);
            due.Clear();
            pace.Steer();
            foreach (var (petition, count) in _watched)
            {
                var unasked = count.Unasked;
                if (unasked > HeldFor) _watched.TryRemove(petition, out _);
                else if (unasked > WatchedFor) count.Rest();
                else if (count.IsDue) due.Add(count);
            }
            var free = FetchesMax - fetches.Count;
            if (due.Count > free) due.Sort(static (one, other) => one.FetchBegunAt.CompareTo(other.FetchBegunAt));
            fetches.AddRange(due.Take(free).Select(count => count.FetchAsync()));
        }
    }
}
