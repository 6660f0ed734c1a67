using System.Collections.Concurrent;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The histories that somebody asked for lately, one answer each. However many readers there are, a petition's grain, and the database
/// behind it, is asked at most every <see cref="GoodFor"/>, and not at all while nobody asks.
/// </summary>
internal sealed class HistoryCache(IGrainFactory grains, TimeProvider time) : BackgroundService
{
    /// <summary>How long an answer is given without asking again.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    /// <summary>When nothing was to be had, it is asked for again after this long; until then the last answer is given.</summary>
    public static readonly TimeSpan AgainAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for one history.</summary>
    public static readonly TimeSpan FetchWithin = TimeSpan.FromSeconds(2);

    /// <summary>What nobody asked for in this time is forgotten.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, HistoryCacheEntry> _held = new();

    /// <summary>Histories in memory.</summary>
    public int Held => _held.Count;

    /// <summary>
    /// The history of a petition of the catalogue: at once, or after one fetch that all newcomers share. Null when there is none to be
    /// had: the cluster is away and nobody asked before.
    /// </summary>
    public ValueTask<HistoryAnswer?> ReadAsync(Petition petition) => Find(petition).ReadAsync();

    /// <summary>Forgets, until the process ends.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(ForgetEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (petition, history) in _held)
                if (history.Unasked > HeldFor) _held.TryRemove(petition, out _);
        }
    }

    // Only petitions of the catalogue come here, so there are never more entries than petitions. By number: a rehearsal that is published
    // anew under the same name has a history of its own.
    private HistoryCacheEntry Find(Petition petition) => _held.TryGetValue(petition.Id, out var history) ? history : _held.GetOrAdd(
        petition.Id,
        static (_, board) => new(board.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(board.Slug)), board.Time),
        (Grains: grains, petition.Slug, Time: time));
}
