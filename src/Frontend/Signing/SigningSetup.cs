using Petitions.Frontend.Http;
using Petitions.Grains.Configuration;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Signing;

/// <summary>Signing over the API, and what the form shares with it.</summary>
internal static class SigningSetup
{
    public static void AddSigning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<AdmissionOptions, AdmissionOptionsValidator>(configuration);
        services.AddValidatedOptions<ConfirmationOptions, ConfirmationOptionsValidator>(configuration);
        services.AddSingleton<SignerIdentity>();
        services.AddSingleton<SignerReferences>();
        services.AddSingleton<Admission>();
        services.AddSingleton<EarlyRefusal>();
        services.AddSingleton<GatewayLossSignal>();
        services.AddSingleton<SignerCalls>();
        services.AddSingleton<SignEndpoint>();
    }

    /// <summary>Before everything that reads a request.</summary>
    public static void UseEarlyRefusal(this WebApplication app) =>
        app.Use(app.Services.GetRequiredService<EarlyRefusal>().Refuse);

    public static void MapSigning(this IEndpointRouteBuilder routes) => SignEndpoint.Map(JsonProblems.Group(routes));
}
