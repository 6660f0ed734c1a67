namespace Petitions.Grains.Cluster;

/// <summary>What a silo says to front ends of their own: they hold no database credential and cannot read the table of silos.</summary>
public interface IGatewayAnswers
{
    /// <summary>The gateways of the cluster as this silo knows them, and what this silo misses. Answered from memory.</summary>
    GatewayAnswer Current();
}
