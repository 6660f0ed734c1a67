using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Handover;

/// <summary>
/// Looks at start and once a minute for hand-overs that a crash interrupted, and has them continued. Every silo does; the grain makes one
/// at a time.
/// </summary>
internal sealed class HandoverResumption(IHandoverStore store, IPetitionCatalogue catalogue, IGrainFactory grains, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1), FirstLookAfter = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstLookAfter;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = LookEvery;
            try
            {
                foreach (var petition in await store.UnderWayAsync(stoppingToken))
                {
                    if (catalogue.TryFind(petition, out var terms))
                        await grains.GetGrain<IHandoverGrain>(Slug.ToGrainKey(terms.Slug)).Continue();
                }
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The database or the cluster is away, which is said elsewhere; the next look finds the same.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
