using Petitions.Grains.Retention;

namespace Petitions.Silo.Retention;

/// <summary>The job that destroys personal data after the days of retention.</summary>
internal static class RetentionSetup
{
    public static void AddRetention(this IServiceCollection services, RetentionOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<RetentionJob>();
        services.AddHostedService(node => node.GetRequiredService<RetentionJob>());
    }
}
