using Petitions.Frontend.Http;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Counting;

/// <summary>The count: polled, streamed, and over time.</summary>
internal static class CountingSetup
{
    public static void AddCounting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<StreamOptions, StreamOptionsValidator>(configuration);
        services.AddSingleton<CountCache>();
        services.AddHostedService(provider => provider.GetRequiredService<CountCache>());
        services.AddSingleton<CountEndpoint>();
        services.AddSingleton<PollInterval>();

        services.AddSingleton<CountStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<CountStreams>());
        services.AddSingleton<CountStreamEndpoint>();

        services.AddSingleton<HistoryCache>();
        services.AddSingleton<HistoryEndpoint>();
    }

    public static void MapCounting(this IEndpointRouteBuilder routes)
    {
        var calls = JsonProblems.Group(routes);
        CountEndpoint.Map(calls);
        CountStreamEndpoint.Map(calls);
        HistoryEndpoint.Map(calls);
    }
}
