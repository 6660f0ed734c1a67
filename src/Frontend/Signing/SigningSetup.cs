using Petitions.Frontend.Http;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Signing;

/// <summary>Signing over the API, and what the form shares with it.</summary>
internal static class SigningSetup
{
    public static void AddSigning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AdmissionOptions>().Bind(configuration.GetSection(AdmissionOptions.Section))
            .Validate(AdmissionOptions.AreValid, AdmissionOptions.Bounds).ValidateOnStart();
        services.AddOptions<ConfirmationOptions>().Bind(configuration.GetSection("Petition:Confirmation"));
        services.AddSingleton<SignerIdentity>();
        services.AddSingleton<SignerReferences>();
        services.AddSingleton<Admission>();
        services.AddSingleton<SignerCalls>();
        services.AddSingleton<SignEndpoint>();
    }

    public static void MapSigning(this IEndpointRouteBuilder routes) => SignEndpoint.Map(JsonProblems.Group(routes));
}
