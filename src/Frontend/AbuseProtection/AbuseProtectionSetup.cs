using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>Registers the abuse protection of the front end.</summary>
internal static class AbuseProtectionSetup
{
    public static void AddAbuseProtection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection(LimitOptions.Section))
            .Validate(LimitOptions.AreValid, LimitOptions.Bounds).ValidateOnStart();
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
