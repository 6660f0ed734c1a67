using System.Collections.Concurrent;
using System.Collections.Immutable;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Counting;

/// <summary>
/// Reports to each petition's grain what this silo has committed for it: the newest values of its shards, at most every
/// <see cref="Every"/>, repeated until the grain has taken them. A petition without new signatures costs nothing.
/// </summary>
internal sealed partial class TallyReporter(
    IGrainFactory grains, IPetitionCatalogue catalogue, TimeProvider time, ILogger<TallyReporter> log) : BackgroundService, ITallyReporter
{
    /// <summary>With the front end's refresh it makes the count visible well within a second of the commit.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    /// <summary>Petitions reported at a time; the others follow in the same round.</summary>
    private const int CallsMax = 32;

    // The newest reading of each shard that is not acknowledged yet: at most as many as there are petitions times shards.
    private readonly ConcurrentDictionary<(int Petition, short Shard), TallyShard> _unreported = new();

    public void Moved(int petition, TallyShard reading) => _unreported.AddOrUpdate(
        (petition, reading.Shard), static (_, newest) => newest, static (_, held, newest) => newest.Version > held.Version ? newest : held,
        reading);

    /// <summary>Reports what is left: the web server has stopped before, so nobody waits for more commits here.</summary>
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
        // Not in the catalogue yet: the next round knows it.
        if (!catalogue.TryFind(petition, out var terms)) return;
        try
        {
            await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(terms.Slug)).Report(readings);
        }
        catch (Exception e)
        {
            LogLater(terms.Slug, e.Message);
            return;
        }
        // Only what is still the same: a newer reading stays for the next round.
        foreach (var reading in readings)
            _unreported.TryRemove(new KeyValuePair<(int, short), TallyShard>((petition, reading.Shard), reading));
    }

    [LoggerMessage(LogLevel.Warning, "The count of {Slug} could not be reported and is reported again: {Reason}")]
    private partial void LogLater(string slug, string reason);
}
