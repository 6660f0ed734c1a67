using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>What keeps programs from signing, as a part of the front end.</summary>
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
}
