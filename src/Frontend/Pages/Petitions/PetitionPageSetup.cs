namespace Petitions.Frontend.Pages.Petitions;

/// <summary>The page of a petition, and what its form posts.</summary>
internal static class PetitionPageSetup
{
    public static void AddPetitionPage(this IServiceCollection services)
    {
        services.AddSingleton<PetitionPageEndpoint>();
        services.AddSingleton<PreviewEndpoint>();
        services.AddSingleton<SignFormPost>();
    }

    public static void MapPetitionPage(this IEndpointRouteBuilder routes)
    {
        PetitionPageEndpoint.Map(routes);
        PreviewEndpoint.Map(routes);
        SignFormPost.Map(routes);
    }
}
