namespace Petitions.Frontend.SignerPages;

/// <summary>The pages behind mailed links, as a part of the front end.</summary>
internal static class RightsComposition
{
    public static void AddSignerRights(this IServiceCollection services)
    {
        services.AddSingleton<SignerRights>();
        services.AddSingleton<RightsPages>();
        services.AddSingleton<SignerDoor>();
        services.AddSingleton<SignerViews>();
        services.AddSingleton<ConfirmEndpoints>();
        services.AddSingleton<SignerPageEndpoints>();
        services.AddSingleton<SignerPagePosts>();
        services.AddSingleton<SignAgainPost>();
        services.AddSingleton<RequestPace>();
        services.AddSingleton<LinkRequests>();
        services.AddHostedService(provider => provider.GetRequiredService<LinkRequests>());
        services.AddSingleton<LinkEndpoints>();
    }

    public static void MapSignerRights(this IEndpointRouteBuilder routes)
    {
        ConfirmEndpoints.Map(routes);
        SignerPageEndpoints.Map(routes);
        SignerPagePosts.Map(routes);
        SignAgainPost.Map(routes);
        LinkEndpoints.Map(routes);
    }
}
