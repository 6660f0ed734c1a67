using Orleans.Concurrency;

namespace Petitions.Grains.Cluster;

/// <summary>
/// The same as <see cref="IGatewayService"/>, from whichever silo the call comes to: the first question of a front end, which knows no
/// silo's own address yet. The key has no meaning; different ones may take different gateways.
/// </summary>
[Alias("petitions.gateway-grain")]
public interface IGatewayGrain : IGrainWithIntegerKey
{
    /// <inheritdoc cref="IGatewayAnswers.Current"/>
    [Alias("ask")]
    Task<GatewayAnswer> Ask();
}

/// <inheritdoc cref="IGatewayGrain"/>
[StatelessWorker(1)]
internal sealed class GatewayGrain(IGatewayAnswers answers) : Grain, IGatewayGrain
{
    public Task<GatewayAnswer> Ask() => Task.FromResult(answers.Current());
}
