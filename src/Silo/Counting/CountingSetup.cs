using Petitions.Grains.Counting;

namespace Petitions.Silo.Counting;

/// <summary>How the count of this silo's commits reaches the grains of petitions.</summary>
internal static class CountingSetup
{
    public static void AddCounting(this IServiceCollection services)
    {
        services.AddSingleton<CountInvalidation>();
        services.AddSingleton<TallyReporter>();
        services.AddSingleton<ITallyReporter>(node => node.GetRequiredService<TallyReporter>());
        services.AddHostedService(node => node.GetRequiredService<TallyReporter>());
    }
}
