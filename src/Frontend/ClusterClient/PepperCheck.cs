using Petitions.Frontend.Hosting;
using Petitions.Grains.Keys;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// Compares this front end's pepper with the cluster's before the first call is taken. With another pepper every signer would have another
/// key and be counted twice, so the program ends.
/// </summary>
internal sealed class PepperCheck(IGrainFactory grains, Pepper pepper, TimeProvider time) : IHostedService
{
    /// <summary>Attempts to ask the cluster, a second apart; then the program ends.</summary>
    private const int AttemptsMax = 10;

    /// <summary>Compares the check values.</summary>
    /// <exception cref="StartupException">The peppers differ, or the cluster does not answer.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await grains.GetGrain<IKeyCheckGrain>(0).PepperCheckValue().WaitAsync(cancellationToken) == pepper.CheckValue) return;
                throw new StartupException(
                    "The pepper of this front end is not the cluster's: copy pepper.key of the silos to the folder Petition__Keys__Path.");
            }
            catch (Exception e) when (e is TimeoutException or OrleansException)
            {
                if (attempt == AttemptsMax)
                    throw new StartupException("The cluster does not answer with the check value of its pepper: see the silos' logs.", e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
