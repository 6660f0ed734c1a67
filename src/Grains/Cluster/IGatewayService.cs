using System.Net;
using Orleans.Serialization.TypeSystem;
using Orleans.Services;

namespace Petitions.Grains.Cluster;

/// <summary>
/// One in each silo, for front ends of their own. A call goes to the silo whose gateway it names, over the connection that every call
/// through that gateway takes: its answer also tells that this connection and that silo are alive.
/// </summary>
[Alias("petitions.gateway-service")]
public interface IGatewayService : IGrainService
{
    /// <inheritdoc cref="IGatewayAnswers.Current"/>
    [Alias("ask"), ResponseTimeout("00:00:05")]
    Task<GatewayAnswer> Ask();
}

/// <summary>Refers to the service of one silo.</summary>
public static class GatewayServices
{
    // As Orleans numbers a grain service: by its interface.
    private static readonly int TypeCode = (int)StableHash.ComputeHash(RuntimeTypeNameFormatter.Format(typeof(IGatewayService)));

    /// <summary>
    /// The service of the silo with this gateway, by its own address: a silo does not know a translated address as its own. The client must
    /// have the gateway in its list, or it sends the call to another silo, which fails.
    /// </summary>
    public static IGatewayService Of(IGrainFactory grains, IPEndPoint gateway) => grains.GetGrain<IGatewayService>(
        SystemTargetGrainId.CreateGrainServiceGrainId(TypeCode, null!, SiloAddress.New(gateway, 0)));
}
