namespace Petitions.Frontend.Hosting;

/// <summary>Registers the warm-up. For programs: tests in one process are not a surge.</summary>
public static class WarmUpSetup
{
    /// <summary>The process is ready only when it is warm. Register it after everything else.</summary>
    public static void AddWarmUp(this IServiceCollection services)
    {
        services.AddSingleton<IWarmUpStep, HttpWarmUp>();
        services.AddSingleton<IWarmUpStep, SigningWarmUp>();
        services.AddSingleton<WarmUp>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<WarmUp>());
        services.AddHostedService(provider => provider.GetRequiredService<WarmUp>());
    }
}
