using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Admin;
using Petitions.Frontend.Assets;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Embedding;
using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Petitions;
using Petitions.Frontend.Petitions;
using Petitions.Frontend.Sharing;
using Petitions.Frontend.SignerPages;
using Petitions.Frontend.Signing;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// The front end as a part of a program. The host registers what it stands on: the catalogue, the grain factory, the pepper, the clock,
/// <see cref="IReadiness"/>, <see cref="StaffPorts"/> and, where there are such ports, <see cref="StaffToken"/>.
/// </summary>
public static class FrontendComposition
{
    /// <summary>Registers the front end. Options are validated when the host starts.</summary>
    public static IServiceCollection AddPetitionFrontend(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AdmissionOptions>().Bind(configuration.GetSection(AdmissionOptions.Section))
            .Validate(AdmissionOptions.AreValid, AdmissionOptions.Bounds).ValidateOnStart();
        services.AddOptions<NetworkOptions>().Bind(configuration.GetSection(NetworkOptions.Section))
            .Configure(options => options.PublicUrl = configuration[NetworkOptions.PublicUrlName])
            .Validate(NetworkOptions.AreValid, NetworkOptions.Bounds).ValidateOnStart();
        services.AddOptions<ConfirmationOptions>().Bind(configuration.GetSection("Petition:Confirmation"));
        services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<NetworkOptions>>((forwarded, network) => ClientAddress.Believe(forwarded, network.Value));
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<ClientAddress>();
        services.AddSingleton<OpenConnections>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<StreamOptions>, OpenConnections>((kestrel, streams, connections) =>
        {
            KestrelBounds.Set(kestrel, streams.Value.ViewersMax);
            connections.Watch(kestrel);
        });
        services.Configure<SocketTransportOptions>(KestrelBounds.Set);
        services.Configure<LoggerFilterOptions>(QuietLogs.Set);
        services.AddRouting();

        services.AddSingleton<SignerIdentity>();
        services.AddSingleton<SignerReferences>();
        services.AddSingleton<Admission>();
        services.AddSingleton<SignerCalls>();
        services.AddSingleton<SignEndpoint>();
        services.AddBotsGate(configuration);

        services.AddSingleton<CountBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<CountBoard>());
        services.AddSingleton<CountEndpoints>();
        services.AddSingleton<PollPace>();
        services.AddOptions<StreamOptions>().Bind(configuration.GetSection(StreamOptions.Section))
            .Validate(StreamOptions.AreValid, StreamOptions.Bounds).ValidateOnStart();
        services.AddSingleton<ViewerPlaces>();
        services.AddSingleton<CountStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<CountStreams>());
        services.AddSingleton<CountStreamEndpoint>();

        services.AddSingleton<HistoryBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<HistoryBoard>());
        services.AddSingleton<HistoryEndpoint>();

        services.AddSingleton<ICardPainter, CardPainter>();
        services.AddSingleton<ShareCards>();
        services.AddHostedService(provider => provider.GetRequiredService<ShareCards>());
        services.AddSingleton<CardEndpoint>();

        services.AddSingleton<PetitionEndpoints>();
        services.AddSingleton<StaffGate>();
        services.AddSingleton<StaffEndpoints>();
        services.AddSingleton<RehearsalEndpoints>();
        services.AddSingleton<LookupEndpoint>();
        services.AddSingleton<StatusEndpoint>();

        // Letters stay letters on pages, also those outside ASCII; what HTML gives a meaning is still escaped.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<RenderedPages>();
        services.AddSingleton<PetitionViews>();
        services.AddSingleton<PetitionPages>();
        services.AddSingleton<SignFormPost>();

        services.AddSignerRights();

        services.AddSingleton<EmbedEndpoints>();
        services.AddSingleton<BadgeEndpoints>();
        services.AddSingleton<OEmbedEndpoint>();
        return services;
    }

    /// <summary>Answers every call that the front end knows. Call it once, before anything else is mapped.</summary>
    public static WebApplication MapPetitionFrontend(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<OpenConnections>().Bound);
        app.UseMiddleware<ErrorBoundary>();
        app.UseForwardedHeaders();
        app.UseStaffDoor();
        app.UseRouting();
        app.UseUnreadCatalogue();

        app.MapHealth();
        SignEndpoint.Map(app);
        ChallengeEndpoint.Map(app);
        CountEndpoints.Map(app);
        CountStreamEndpoint.Map(app);
        HistoryEndpoint.Map(app);
        PetitionEndpoints.Map(app);
        StaffEndpoints.Map(app);
        RehearsalEndpoints.Map(app);
        LookupEndpoint.Map(app);
        StatusEndpoint.Map(app);
        PetitionPages.Map(app);
        CardEndpoint.Map(app);
        SignFormPost.Map(app);
        app.MapSignerRights();
        EmbedEndpoints.Map(app);
        BadgeEndpoints.Map(app);
        OEmbedEndpoint.Map(app);
        SiteAssets.Map(app);
        return app;
    }
}
