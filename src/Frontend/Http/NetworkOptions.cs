using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Http;

/// <summary>
/// Section <c>Petition:Limits</c> of the configuration, as far as it says where a call comes from, and <c>Petition:PublicUrl</c>.
/// </summary>
internal sealed class NetworkOptions : IOptionsSection, IValidatableObject
{
    /// <inheritdoc/>
    public static string Section => "Petition:Limits";

    /// <summary>The setting outside of the section.</summary>
    public const string PublicUrlName = "Petition:PublicUrl";

    /// <summary>
    /// Limits also apply to calls from this machine that no proxy has forwarded. Null applies them where <see cref="PublicUrl"/> says that
    /// the site has an address of its own: then such calls come from a proxy that does not say for whom.
    /// </summary>
    public bool? Loopback { get; init; }

    /// <summary>
    /// Proxies whose X-Forwarded-For is believed, as addresses and networks separated by semicolons. Only the last entry of the header
    /// counts, because a client can write the others.
    /// </summary>
    public string KnownProxies { get; init; } = "127.0.0.0/8;::1";

    /// <summary>Scheme and host of the public pages, such as <c>https://petition.example</c>; null on loopback only.</summary>
    [SettingOutside(PublicUrlName)]
    public string? PublicUrl { get; set; }

    /// <summary>Whether <see cref="PublicUrl"/> is an address that others than this machine reach.</summary>
    public bool IsPublic => SiteAddress.TryParse(PublicUrl, out var site) && !SiteAddress.IsLoopback(new Uri(site).Host);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TryReadNetworks(KnownProxies, out _))
        {
            yield return new($"Petition__Limits__KnownProxies is '{KnownProxies}': write IP addresses or networks such as 10.0.0.0/8,"
                + " separated by semicolons.");
        }
        if (PublicUrl is not null && !SiteAddress.TryParse(PublicUrl, out _))
            yield return new($"Petition__PublicUrl is '{PublicUrl}': write an address such as https://petition.example, without a path.");
    }

    /// <summary>The proxies; false when one cannot be read.</summary>
    public static bool TryReadNetworks(string text, out IReadOnlyList<IPNetwork> networks)
    {
        var read = new List<IPNetwork>();
        networks = read;
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network)) read.Add(network);
            else if (IPAddress.TryParse(part, out var address)) read.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else return false;
        }
        return true;
    }
}

/// <summary>Checks the rules; generated.</summary>
[OptionsValidator]
internal sealed partial class NetworkOptionsValidator : IValidateOptions<NetworkOptions>;
