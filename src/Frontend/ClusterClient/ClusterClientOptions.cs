using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.ClusterClient;

/// <summary>Section <c>Petition:Cluster</c> of the configuration, as far as a front end of its own reads it.</summary>
internal sealed class ClusterClientOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Cluster";

    /// <summary>
    /// <c>address:port</c> or <c>name:port</c> of silos' gateways, separated by semicolons; one that answers names the others. Null takes
    /// <see cref="GatewayPort"/> on this machine.
    /// </summary>
    public string? Gateways { get; set; }

    /// <summary>Port of the gateway of the one silo on this machine.</summary>
    [NumberRange(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;
}

/// <summary>Checks the ranges; generated.</summary>
[OptionsValidator]
internal sealed partial class ClusterClientOptionsValidator : IValidateOptions<ClusterClientOptions>;
