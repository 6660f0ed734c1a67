using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Retention;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Retention;

/// <summary>
/// Checks regularly for petitions whose retention period is over, destroys their keys and slowly erases the personal data. Runs on every
/// silo; concurrent runs are safe. A failure is retried at the next check. Rehearsals are skipped: they contain no personal data.
/// </summary>
internal sealed partial class RetentionJob(
    IPetitionCatalogue catalogue, IGrainFactory grains, DataEraser data, IParcelFiles parcels, RetentionOptions options,
    [FromKeyedServices(PetitionClock.Name)] TimeProvider time, ILogger<RetentionJob> log)
    : BackgroundService
{
    // Leaves the first seconds after the start to other work.
    private static readonly TimeSpan FirstCheckAfter = TimeSpan.FromSeconds(20);

    // The job may be slow: without the keys, the remaining data cannot be read any more.
    private const int PausesUnderLoad = 10;

    private readonly HashSet<int> _failing = [];

    /// <summary>Checks every petition once.</summary>
    internal async Task CheckAllAsync(CancellationToken cancel)
    {
        // Also those that are not listed: their signers' data is not kept longer for it.
        foreach (var petition in catalogue.All)
        {
            if (petition.Facts.Rehearsal || petition.DataEmptiedAt is not null || !petition.IsRetentionOver(time.GetUtcNow())) continue;
            try
            {
                await DestroyAsync(petition, cancel);
                _failing.Remove(petition.Id);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // Log the first failure only.
                if (_failing.Add(petition.Id)) LogFailed(petition.Slug, e.GetType().FullName ?? "", e.Message);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.LookEvery < FirstCheckAfter ? options.LookEvery : FirstCheckAfter;
        while (!stoppingToken.IsCancellationRequested)
        {
            // Random, so that silos do not run at the same time.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = options.LookEvery;
            try
            {
                await CheckAllAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task DestroyAsync(Petition petition, CancellationToken cancel)
    {
        var grain = grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug));
        // The grain decides, because this silo's catalogue and clock may be behind.
        if (await grain.DestroyKeysWhenDue() is not { KeysDestroyedAt: { } destroyedAt, DataEmptiedAt: null }) return;
        await data.ScrubKeysAsync(cancel);
        parcels.DeleteAll(petition.Slug);

        var erased = 0L;
        var after = Guid.Empty;
        while (true)
        {
            var step = await data.EmptySignaturesAsync(petition.Id, after, options.BatchRowsMax, destroyedAt, cancel);
            erased += step.Emptied;
            if (step.UpTo is not { } upTo) break;
            after = upTo;
            await PauseAsync(cancel);
        }
        // After the signatures: as long as a signature has an address, a new mail may be queued for it.
        while (await data.RemoveMailAsync(petition.Id, options.BatchRowsMax, cancel) > 0) await PauseAsync(cancel);
        await data.ScrubDataAsync(cancel);

        await grain.DataEmptied();
        LogDestroyed(petition.Slug, erased);
    }

    private Task PauseAsync(CancellationToken cancel) =>
        Task.Delay(ProcessorLoad.IsHigh ? options.Pause * PausesUnderLoad : options.Pause, time, cancel);

    [LoggerMessage(LogLevel.Information,
        "The retention period of petition {Petition} is over: its keys were destroyed and {Rows} rows erased; the count is kept.")]
    private partial void LogDestroyed(string petition, long rows);

    [LoggerMessage(LogLevel.Warning,
        "The retention period of petition {Petition} is over, but erasing its data failed and will be retried ({Failure}): {Reason}")]
    private partial void LogFailed(string petition, string failure, string reason);
}
