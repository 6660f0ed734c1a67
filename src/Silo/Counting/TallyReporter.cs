using System.Collections.Concurrent;
using System.Collections.Immutable;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Counting;

/// <summary>
/// Reports the newest shard values that this silo committed to the petitions' grains, at most once per <see cref="Every"/> and petition.
/// Failed reports are repeated. Petitions without new signatures cause no calls.
/// </summary>
internal sealed partial class TallyReporter(
    IGrainFactory grains, IPetitionCatalogue catalogue, TimeProvider time, ILogger<TallyReporter> log) : BackgroundService, ITallyReporter
{
    /// <summary>The report interval. Together with the front end's refresh, a commit is visible in less than 1 s.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    /// <summary>Maximum number of concurrent reports; further petitions follow in the same round.</summary>
    private const int CallsMax = 32;

    // The newest unacknowledged value of each shard: at most petitions times shards.
    private readonly ConcurrentDictionary<(int Petition, short Shard), TallyShard> _unreported = new();

    public void Moved(int petition, TallyShard reading) => _unreported.AddOrUpdate(
        (petition, reading.Shard), static (_, newest) => newest, static (_, held, newest) => newest.Version > held.Version ? newest : held,
        reading);

    /// <summary>Reports the remaining values. The web server has stopped before, so there are no further commits.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ReportAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ReportAsync();
        }
    }

    private Task ReportAsync()
    {
        if (_unreported.IsEmpty) return Task.CompletedTask;
        var petitions = _unreported.ToArray().GroupBy(entry => entry.Key.Petition, entry => entry.Value);
        var calls = new ParallelOptions { MaxDegreeOfParallelism = CallsMax };
        return Parallel.ForEachAsync(petitions, calls, async (readings, _) => await ReportAsync(readings.Key, [.. readings]));
    }

    private async ValueTask ReportAsync(int petition, ImmutableArray<TallyShard> readings)
    {
        // Not in the catalogue yet: try again in the next round.
        if (!catalogue.TryFind(petition, out var terms)) return;
        try
        {
            await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(terms.Slug)).Report(readings);
        }
        catch (Exception e)
        {
            LogRetry(terms.Slug, e.Message);
            return;
        }
        // Remove only unchanged entries: a newer value stays for the next round.
        foreach (var reading in readings)
            _unreported.TryRemove(new KeyValuePair<(int, short), TallyShard>((petition, reading.Shard), reading));
    }

    [LoggerMessage(LogLevel.Warning, "The count of {Slug} could not be reported; retrying: {Reason}")]
    private partial void LogRetry(string slug, string reason);
}
