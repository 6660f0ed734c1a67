using Petitions.Grains.Signing;

namespace Petitions.Silo.Signing;

/// <summary>When a silo joins or leaves, most signers have another home: those in memory here are sent away.</summary>
internal sealed class ResidentsFollowMembership(ISiloStatusOracle silos, ResidentSigners residents) : IHostedService, ISiloStatusListener
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
        if (!updatedSilo.Equals(silos.SiloAddress)) residents.Clear();
    }
}
