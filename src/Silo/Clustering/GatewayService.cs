using Petitions.Frontend.Hosting;
using Petitions.Grains.Cluster;

namespace Petitions.Silo.Clustering;

/// <inheritdoc cref="IGatewayService"/>
internal sealed class GatewayService(GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory logs, IGatewayAnswers answers)
    : GrainService(id, silo, logs), IGatewayService
{
    public Task<GatewayAnswer> Ask() => Task.FromResult(answers.Current());
}

/// <inheritdoc cref="IGatewayAnswers"/>
internal sealed class GatewayAnswers(GatewayList gateways, IServiceProvider services) : IGatewayAnswers
{
    // Made at the first call: they may need services that need this silo.
    private readonly Lazy<IReadiness[]> _checks = new(() => [.. services.GetServices<IReadiness>()]);

    public GatewayAnswer Current()
    {
        var (version, list) = gateways.Current();
        return new(version, list, _checks.Value.Select(check => check.Missing).FirstOrDefault(missing => missing is not null));
    }
}
