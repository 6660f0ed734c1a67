namespace Petitions.Frontend.Pages.Home;

/// <summary>The list of petitions.</summary>
internal static class HomePageSetup
{
    public static void AddHomePage(this IServiceCollection services) => services.AddSingleton<HomePageEndpoint>();

    public static void MapHomePage(this IEndpointRouteBuilder routes) => HomePageEndpoint.Map(routes);
}
