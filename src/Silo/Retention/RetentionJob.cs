using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Retention;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Retention;

/// <summary>
/// Looks for petitions whose days of retention are over, has their keys destroyed and erases what is stored about their signers, slowly.
/// One per silo; two may do the same work at the same time. What fails is tried again at the next look. Rehearsals are left out: they hold
/// nobody's data.
/// </summary>
internal sealed partial class RetentionJob(
    IPetitionCatalogue catalogue, IGrainFactory grains, DataEraser data, RetentionOptions options,
    [FromKeyedServices(PetitionClock.Name)] TimeProvider time, ILogger<RetentionJob> log)
    : BackgroundService
{
    // Not while the silo starts.
    private static readonly TimeSpan FirstLookAfter = TimeSpan.FromSeconds(20);

    // No hurry: what is to be erased cannot be decrypted any more.
    private const int PausesUnderPressure = 10;

    private readonly HashSet<int> _failing = [];

    /// <summary>One look at every petition.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        foreach (var petition in catalogue.Listed)
        {
            if (petition.DataEmptiedAt is not null || !petition.IsRetentionOver(time.GetUtcNow())) continue;
            try
            {
                await DestroyAsync(petition, cancel);
                _failing.Remove(petition.Id);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // Said once: an outage is in the log already.
                if (_failing.Add(petition.Id)) LogFailed(petition.Slug, e.GetType().FullName ?? "", e.Message);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.LookEvery < FirstLookAfter ? options.LookEvery : FirstLookAfter;
        while (!stoppingToken.IsCancellationRequested)
        {
            // Not all silos at the same moment.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = options.LookEvery;
            try
            {
                await LookAsync(stoppingToken);
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
        // The petition decides: this catalogue may be behind, and so may this clock.
        if (await grain.DestroyKeysWhenDue() is not { KeysDestroyedAt: { } destroyedAt, DataEmptiedAt: null }) return;

        var emptied = 0L;
        var after = Guid.Empty;
        while (true)
        {
            var step = await data.EmptySignaturesAsync(petition.Id, after, options.BatchRowsMax, destroyedAt, cancel);
            emptied += step.Emptied;
            if (step.UpTo is not { } upTo) break;
            after = upTo;
            await PauseAsync(cancel);
        }
        // Afterwards, because a signature with an address in it may still be written to.
        while (await data.RemoveMailAsync(petition.Id, options.BatchRowsMax, cancel) > 0) await PauseAsync(cancel);

        await grain.DataEmptied();
        LogDestroyed(petition.Slug, emptied);
    }

    private Task PauseAsync(CancellationToken cancel) =>
        Task.Delay(ProcessorLoad.IsHigh ? options.Pause * PausesUnderPressure : options.Pause, time, cancel);

    [LoggerMessage(
        LogLevel.Information,
        "The days of petition {Petition} are over: its keys are destroyed, {Rows} rows are emptied, the count stays.")]
    private partial void LogDestroyed(string petition, long rows);

    [LoggerMessage(
        LogLevel.Warning, "The days of petition {Petition} are over; destroying its data failed and is tried again ({Failure}): {Reason}")]
    private partial void LogFailed(string petition, string failure, string reason);
}
