using System.Collections.Immutable;
using System.Net;
using Orleans.Serialization.TypeSystem;
using Orleans.Services;

namespace Petitions.Grains.Cluster;

/// <summary>
/// One in each silo, for front ends of their own: they hold no database credential and cannot read the table of silos. A call goes to the
/// silo whose gateway it names and over the connection that every call through that gateway takes, so its answer also tells that this
/// connection and that silo are alive.
/// </summary>
[Alias("petitions.gateway-service")]
public interface IGatewayService : IGrainService
{
    /// <summary>The gateways of the cluster as this silo knows them, and what this silo misses. Answered from memory.</summary>
    [Alias("ask"), ResponseTimeout("00:00:05")]
    Task<GatewayAnswer> Ask();
}

/// <summary>Refers to the service of one silo.</summary>
public static class GatewayServices
{
    // As Orleans numbers a grain service: by its interface.
    private static readonly int TypeCode = (int)StableHash.ComputeHash(RuntimeTypeNameFormatter.Format(typeof(IGatewayService)));

    /// <summary>
    /// The service of the silo with this gateway. The client must be connected to that gateway: it sends a call to an unknown one to
    /// another silo, which fails.
    /// </summary>
    public static IGatewayService Of(IGrainFactory grains, IPEndPoint gateway) => grains.GetGrain<IGatewayService>(
        SystemTargetGrainId.CreateGrainServiceGrainId(TypeCode, null!, SiloAddress.New(gateway, 0)));
}

/// <summary>What a silo says to a front end.</summary>
/// <param name="MembershipVersion">Grows with each change of the set of silos; the answer with the largest one is the newest.</param>
/// <param name="Gateways">Of the active silos.</param>
/// <param name="Missing">Why this silo takes no signatures now, as a sentence; null when it takes them.</param>
[GenerateSerializer, Immutable, Alias("petitions.gateway-answer")]
public sealed record GatewayAnswer(
    [property: Id(0)] long MembershipVersion, [property: Id(1)] ImmutableArray<Gateway> Gateways, [property: Id(2)] string? Missing);

/// <summary>Where front ends reach a silo.</summary>
/// <param name="Address">IP address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Generation">Tells a silo from the one that was at this address before.</param>
[GenerateSerializer, Immutable, Alias("petitions.gateway")]
public sealed record Gateway([property: Id(0)] string Address, [property: Id(1)] int Port, [property: Id(2)] int Generation);
