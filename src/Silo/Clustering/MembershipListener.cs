using Petitions.Grains.Counting;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Clustering;

/// <summary>
/// What follows when a silo joins or leaves: most signers belong on another silo, so those in memory here are deactivated; and the last
/// reports of a silo that leaves may be lost.
/// </summary>
internal sealed class MembershipListener(ISiloStatusOracle silos, SignerActivationCache activations, CountInvalidation counts)
    : IHostedService, ISiloStatusListener
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (updatedSilo.Equals(silos.SiloAddress)) return;
        activations.Clear();
        if (status.IsTerminating()) counts.Raise();
    }
}
