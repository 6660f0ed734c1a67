using Petitions.Frontend.Http;

namespace Petitions.Frontend.Counting;

/// <summary>The count: polled, streamed, and over time.</summary>
internal static class CountingSetup
{
    public static void AddCounting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StreamOptions>().Bind(configuration.GetSection(StreamOptions.Section))
            .Validate(StreamOptions.AreValid, StreamOptions.Bounds).ValidateOnStart();
        services.AddSingleton<CountCache>();
        services.AddHostedService(provider => provider.GetRequiredService<CountCache>());
        services.AddSingleton<CountEndpoint>();
        services.AddSingleton<PollInterval>();

        services.AddSingleton<ViewerLimit>();
        services.AddSingleton<CountStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<CountStreams>());
        services.AddSingleton<CountStreamEndpoint>();

        services.AddSingleton<HistoryCache>();
        services.AddHostedService(provider => provider.GetRequiredService<HistoryCache>());
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
