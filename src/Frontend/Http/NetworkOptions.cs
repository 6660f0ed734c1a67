using System.Net;

namespace Petitions.Frontend.Http;

/// <summary>How the public reaches this program, and whom it limits.</summary>
internal sealed class NetworkOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Petition:Limits";

    /// <summary>The value outside of the section that says where the public finds the pages.</summary>
    public const string PublicUrlName = "Petition:PublicUrl";

    /// <summary>What the operator is told when a value is wrong.</summary>
    public const string Bounds =
        "Petition__Limits__KnownProxies must be IP addresses or networks such as 10.0.0.0/8, separated by semicolons; Petition__PublicUrl must be an address such as https://petition.example, without a path.";

    /// <summary>Limits also apply to calls from this machine that no proxy has forwarded.</summary>
    public bool Loopback { get; init; }

    /// <summary>
    /// Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, as addresses and networks separated by semicolons. One hop: what
    /// stands further left in the header anybody could have written.
    /// </summary>
    public string KnownProxies { get; init; } = "127.0.0.0/8;::1";

    /// <summary>Scheme and host of the public pages, such as <c>https://petition.example</c>; null takes what the request says.</summary>
    public string? PublicUrl { get; set; }

    public static bool AreValid(NetworkOptions options) =>
        TryReadNetworks(options.KnownProxies, out _) && (options.PublicUrl is null || IsSite(options.PublicUrl));

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

    private static bool IsSite(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
