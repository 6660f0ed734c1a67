using Petitions.Grains.Signing;

namespace Petitions.Silo.Clustering;

/// <summary>Deactivates signers that were not called for a while.</summary>
internal sealed class SignerEviction(SignerActivationCache activations, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SignerActivationCache.EvictEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) activations.EvictIdle();
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }
}
