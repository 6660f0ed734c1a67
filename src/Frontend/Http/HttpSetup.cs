using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Http;

/// <summary>How the public reaches this program: its own address, proxies, the addresses that limits count.</summary>
internal static class HttpSetup
{
    public static void AddHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<NetworkOptions, NetworkOptionsValidator>(configuration)
            .Configure(options => options.PublicUrl = configuration[NetworkOptions.PublicUrlName]);
        services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<NetworkOptions>>((forwarded, network) => RemoteAddress.Trust(forwarded, network.Value));
        services.AddSingleton<PublicBaseUrl>();
        services.AddSingleton<KnownProxies>();
        services.AddSingleton<RemoteAddress>();
        services.AddRouting();
    }
}
