using Petitions.Frontend.Http;

namespace Petitions.Frontend.Admin;

/// <summary>Admin calls, on ports of their own.</summary>
internal static class AdminSetup
{
    public static void AddAdmin(this IServiceCollection services)
    {
        services.AddSingleton<MatcherPolicy, AdminPortFilter>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<FailedSignInLimit>();
        services.AddSingleton<AdminAuthentication>();
        services.AddSingleton<AdminAuthorization>();
        services.AddSingleton<OpenCloseEndpoints>();
        services.AddSingleton<LifeEndpoints>();
        services.AddSingleton<ExtensionEndpoint>();
        services.AddSingleton<RehearsalEndpoints>();
        services.AddSingleton<PublicationEndpoints>();
        services.AddSingleton<ListingEndpoints>();
        services.AddSingleton<LookupEndpoint>();
        services.AddSingleton<HandoverEndpoints>();
        services.AddSingleton<StatusEndpoint>();
        services.AddSingleton<EntryEndpoint>();
        services.AddSingleton<DocumentEndpoint>();
        services.AddSingleton<TokenEndpoints>();
    }

    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var calls = JsonProblems.Group(routes).WithMetadata(AnsweringPorts.Admin);
        OpenCloseEndpoints.Map(calls);
        LifeEndpoints.Map(calls);
        ExtensionEndpoint.Map(calls);
        RehearsalEndpoints.Map(calls);
        PublicationEndpoints.Map(calls);
        ListingEndpoints.Map(calls);
        LookupEndpoint.Map(calls);
        HandoverEndpoints.Map(calls);
        StatusEndpoint.Map(calls);
        EntryEndpoint.Map(calls);
        DocumentEndpoint.Map(calls);
        TokenEndpoints.Map(calls);
    }
}
