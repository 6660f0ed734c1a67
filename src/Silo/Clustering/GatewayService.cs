using Petitions.Frontend.Hosting;
using Petitions.Grains.Cluster;

namespace Petitions.Silo.Clustering;

/// <inheritdoc cref="IGatewayService"/>
internal sealed class GatewayService(
    GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory logs, GatewayList gateways, IServiceProvider services)
        : GrainService(id, silo, logs), IGatewayService
{
    // Made at the first call: they may need services that need this silo.
    private readonly Lazy<IReadiness[]> _checks = new(() => [.. services.GetServices<IReadiness>()]);

    public Task<GatewayAnswer> Ask()
    {
        var (version, list) = gateways.Current();
        return Task.FromResult(new GatewayAnswer(
            version, list, _checks.Value.Select(check => check.Missing).FirstOrDefault(missing => missing is not null)));
    }
}
