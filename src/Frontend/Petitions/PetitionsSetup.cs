using Petitions.Frontend.Http;

namespace Petitions.Frontend.Petitions;

/// <summary>Petitions over the API.</summary>
internal static class PetitionsSetup
{
    public static void AddPetitions(this IServiceCollection services) => services.AddSingleton<PetitionEndpoints>();

    public static void MapPetitions(this IEndpointRouteBuilder routes) => PetitionEndpoints.Map(JsonProblems.Group(routes));
}
