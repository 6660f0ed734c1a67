namespace Petitions.Frontend.SignerPages;

/// <summary>Signers' own pages behind mailed links.</summary>
internal static class SignerPagesSetup
{
    public static void AddSignerPages(this IServiceCollection services)
    {
        services.AddSingleton<SignerActions>();
        services.AddSingleton<SignerPageRenderer>();
        services.AddSingleton<SignerLinkAuthentication>();
        services.AddSingleton<SignerViews>();
        services.AddSingleton<ConfirmEndpoints>();
        services.AddSingleton<SignerPageEndpoints>();
        services.AddSingleton<SignerPagePosts>();
        services.AddSingleton<SignAgainPost>();
        services.AddSingleton<WrongLinkLimit>();
        services.AddSingleton<StopMailEndpoints>();
        services.AddSingleton<LinkRequestLimit>();
        services.AddSingleton<LinkRequests>();
        services.AddHostedService(provider => provider.GetRequiredService<LinkRequests>());
        services.AddSingleton<LinkRequestEndpoints>();
    }

    public static void MapSignerPages(this IEndpointRouteBuilder routes)
    {
        ConfirmEndpoints.Map(routes);
        SignerPageEndpoints.Map(routes);
        SignerPagePosts.Map(routes);
        SignAgainPost.Map(routes);
        StopMailEndpoints.Map(routes);
        LinkRequestEndpoints.Map(routes);
    }
}
