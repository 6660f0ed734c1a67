using Petitions.Frontend.Admin;
using Petitions.Frontend.Hosting;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// The listen addresses of a front end of its own: <c>ASPNETCORE_URLS</c> and, for admin calls, <c>Petition:Admin:Urls</c>.
/// </summary>
internal static class ListenUrls
{
    private const string Default = "http://localhost:5080";

    /// <summary>Sets the addresses and registers ports and token of admin calls. There are none unless both are configured.</summary>
    /// <exception cref="StartupException">The two do not fit together, or the public address is not said.</exception>
    public static void ListenOn(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var open = configuration[WebHostDefaults.ServerUrlsKey] ?? Default;
        PublicUrlCheck.Run(configuration, open.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var admin = configuration["Petition:Admin:Urls"];
        if (string.IsNullOrWhiteSpace(admin))
        {
            builder.WebHost.UseUrls(open);
            builder.Services.AddSingleton(AdminPorts.None);
            return;
        }

        var token = configuration["Petition:Admin:Token"];
        if (string.IsNullOrWhiteSpace(token))
            throw new StartupException("Petition__Admin__Urls is set and Petition__Admin__Token is not: set both, or neither.");
        var ports = AdminPorts.Of(admin);
        foreach (var url in open.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ports.Ports.Contains(BindingAddress.Parse(url).Port))
                throw new StartupException($"The port of {url} is in Petition__Admin__Urls, too: give admin calls a port of their own.");
        }

        builder.WebHost.UseUrls($"{open};{admin}");
        builder.Services.AddSingleton(ports);
        builder.Services.AddSingleton(new AdminToken(token));
    }
}
