using Petitions.Frontend.Http;

namespace Petitions.Frontend.Sharing;

/// <summary>Links to a petition on other sites, and their picture.</summary>
internal static class SharingSetup
{
    public static void AddSharing(this IServiceCollection services)
    {
        services.AddSingleton<ICardPainter, CardPainter>();
        services.AddSingleton<ShareCardCache>();
        services.AddHostedService(provider => provider.GetRequiredService<ShareCardCache>());
        services.AddSingleton<CardEndpoint>();
    }

    public static void MapSharing(this IEndpointRouteBuilder routes) => CardEndpoint.Map(JsonProblems.Group(routes));
}
