using Petitions.Grains.Cluster;

namespace Petitions.Silo.Clustering;

/// <summary>What front ends of their own ask a silo.</summary>
internal static class GatewaySetup
{
    /// <summary>Each silo answers which gateways there are and whether it takes signatures.</summary>
    public static ISiloBuilder AnswerFrontends(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<GatewayList>();
        silo.Services.AddSingleton<IGatewayAnswers, GatewayAnswers>();
        // Orleans tells under this name of parts of a ring, which the service does not use.
        silo.Services.AddLogging(logging => logging.AddFilter(typeof(GatewayService).FullName, LogLevel.Warning));
        silo.AddGrainService<GatewayService>();
        return silo;
    }
}
