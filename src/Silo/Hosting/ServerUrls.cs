using System.Collections.Immutable;
using System.Net;
using Petitions.Frontend.Hosting;

namespace Petitions.Silo.Hosting;

/// <summary>Where this node listens: for the public, and for admin calls on ports of their own.</summary>
/// <param name="Public">Addresses for the public; empty when this node serves none.</param>
/// <param name="Admin">Addresses for admin calls.</param>
/// <param name="AdminPorts">The ports of <paramref name="Admin"/>: a call is an admin call by the port that it came in on.</param>
internal sealed record ServerUrls(ImmutableArray<string> Public, ImmutableArray<string> Admin, ImmutableHashSet<int> AdminPorts)
{
    /// <summary>Where admin calls are answered when nothing else is said.</summary>
    public const string DefaultAdmin = "http://localhost:5081";

    private const string DefaultPublic = "http://localhost:5080";
    private const string PublicName = "ASPNETCORE_URLS", AdminName = "Petition__Admin__Urls";

    /// <param name="configuration">Has <c>urls</c> and <c>Petition:Admin:Urls</c>.</param>
    /// <param name="servesPublic">False ignores <c>urls</c>.</param>
    /// <exception cref="StartupException">An address cannot be used, both name one port, or the public one is not said.</exception>
    public static ServerUrls Read(IConfiguration configuration, bool servesPublic)
    {
        var open = servesPublic ? Parse(configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultPublic, PublicName) : [];
        var admin = Parse(configuration["Petition:Admin:Urls"] ?? DefaultAdmin, AdminName);
        PublicUrlCheck.Run(configuration, open);
        var adminPorts = admin.Select(PortOf).ToImmutableHashSet();
        if (adminPorts.Contains(0))
            throw new StartupException($"{AdminName} has port 0: write a fixed port, because admin calls are recognised by it.");
        if (open.Select(PortOf).Any(adminPorts.Contains))
        {
            throw new StartupException(
                $"{AdminName} and {PublicName} share a port: admin calls are recognised by their port, give them one of their own.");
        }
        return new(open, admin, adminPorts);
    }

    private static ImmutableArray<string> Parse(string text, string name)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToImmutableArray();
        if (urls.IsEmpty) throw new StartupException($"{name} is empty: write addresses such as {DefaultPublic}.");
        foreach (var url in urls)
        {
            if (IsAddress(url)) continue;
            throw new StartupException($"{name} has '{url}': write addresses such as {DefaultPublic} with localhost, an IP address or *,"
                + " separated by semicolons.");
        }
        return urls;
    }

    // A host that is neither localhost nor an IP address makes Kestrel listen on every address; that must be said with * or +.
    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Port is >= 0 and <= 65535
                && (address.Host is "localhost" or "*" or "+" || IPAddress.TryParse(address.Host, out _));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static int PortOf(string url) => BindingAddress.Parse(url).Port;
}
