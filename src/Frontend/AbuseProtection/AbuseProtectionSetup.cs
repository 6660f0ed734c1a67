using Microsoft.Extensions.Options;
using Petitions.Frontend.Assets;
using Petitions.Frontend.Http;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>Registers the abuse protection of the front end.</summary>
internal static class AbuseProtectionSetup
{
    public static void AddAbuseProtection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<LimitOptions, LimitOptionsValidator>(configuration);
        services.AddSingleton<IValidateOptions<LimitOptions>, DisposableDomainsCheck>();
        services.AddSingleton(_ => new NetworkKeys());
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<ConcentrationDetectors>();
        services.AddSingleton<UsedChallenges>();
        services.AddSingleton<ChallengeService>();
        services.AddSingleton<AbuseFilter>();
        services.AddSingleton<ChallengeEndpoint>();
        services.AddSingleton<DisposableDomains>();
    }

    public static void MapAbuseProtection(this IEndpointRouteBuilder routes)
    {
        ChallengeEndpoint.Map(JsonProblems.Group(routes));
        foreach (var asset in ProofOfWorkAssets.All) routes.MapAsset(asset);
    }
}
