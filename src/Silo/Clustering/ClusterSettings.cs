using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Silo.Clustering;

/// <summary>Section <c>Petition:Cluster</c> of the configuration: how silos find one another.</summary>
internal sealed class ClusterSettings : IOptionsSection, IValidatableObject
{
    /// <inheritdoc/>
    public static string Section => "Petition:Cluster";

    /// <summary>
    /// <c>localhost</c>: one silo per database, reachable on this machine only; or <c>postgres</c>: several, which find one another in the
    /// PostgreSQL that they share.
    /// </summary>
    public string Provider { get; set; } = "localhost";

    /// <summary>IP address at which other silos and front ends of their own reach this silo; loopback or a private one.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port between silos; null takes 11111 or a free one.</summary>
    [NumberRange(1, 65_535)]
    public int? SiloPort { get; set; }

    /// <summary>Port for front ends that are processes of their own; null takes 30000 or a free one.</summary>
    [NumberRange(1, 65_535)]
    public int? GatewayPort { get; set; }

    /// <summary>True when several silos share the database.</summary>
    public bool IsShared => Provider == "postgres";

    /// <summary><see cref="Address"/> of validated settings.</summary>
    public IPAddress ParseAddress() => IPAddress.Parse(Address);

    /// <summary>The provider, the address, and that the ports differ.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider is not ("localhost" or "postgres"))
            yield return new($"Petition__Cluster__Provider is '{Provider}': write localhost for one silo or postgres for several.");
        if (!IPAddress.TryParse(Address, out var address))
        {
            yield return new($"Petition__Cluster__Address is '{Address}': write the IP address by which other silos reach this one.");
        }
        else if (!IsPrivate(address))
        {
            yield return new($"Petition__Cluster__Address is {Address}, which is not a private address: names cross these ports"
                + " unencrypted, so write a private one (10.…, 172.16.… to 172.31.…, 192.168.…, fd…) or loopback.");
        }
        if (SiloPort is not null && SiloPort == GatewayPort)
            yield return new("Petition__Cluster__SiloPort and Petition__Cluster__GatewayPort are the same: give each a port of its own.");
    }

    // RFC 1918, RFC 4193, and link-local addresses, which no router passes on.
    private static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        return address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..];
    }
}

/// <summary>Checks the ranges and the rules; generated.</summary>
[OptionsValidator]
internal sealed partial class ClusterSettingsValidator : IValidateOptions<ClusterSettings>;
