using Orleans.Concurrency;

namespace Petitions.Grains.Keys;

/// <inheritdoc cref="IKeyCheckGrain"/>
[StatelessWorker]
internal sealed class KeyCheckGrain(Pepper pepper) : Grain, IKeyCheckGrain
{
    public Task<string> PepperCheckValue() => Task.FromResult(pepper.CheckValue);
}
