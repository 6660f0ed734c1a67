using System.Collections.Immutable;

namespace Petitions.Grains.Cluster;

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
