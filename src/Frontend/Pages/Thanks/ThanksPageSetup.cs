using Petitions.Frontend.Assets;

namespace Petitions.Frontend.Pages.Thanks;

/// <summary>The page after signing.</summary>
internal static class ThanksPageSetup
{
    public static void AddThanksPage(this IServiceCollection services)
    {
        services.AddSingleton<ThanksAddress>();
        services.AddSingleton<ThanksPageEndpoint>();
    }

    public static void MapThanksPage(this IEndpointRouteBuilder routes)
    {
        ThanksPageEndpoint.Map(routes);
        routes.MapAsset(ThanksAssets.Thanks);
    }
}
