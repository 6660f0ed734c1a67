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
using Petitions.Grains.Configuration;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// The front end as a part of a program. The host registers what it stands on: the catalogue, the grain factory, the pepper, the clock,
/// <see cref="IReadiness"/>, <see cref="AdminPorts"/> and, where there are such ports, <see cref="AdminToken"/>.
/// </summary>
public static class FrontendComposition
{
    /// <summary>Registers the front end. Options are validated when the host starts.</summary>
    public static IServiceCollection AddPetitionFrontend(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<AdmissionOptions, AdmissionOptionsValidator>(configuration);
        services.AddValidatedOptions<NetworkOptions, NetworkOptionsValidator>(configuration)
            .Configure(options => options.PublicUrl = configuration[NetworkOptions.PublicUrlName]);
        services.AddValidatedOptions<ConfirmationOptions, ConfirmationOptionsValidator>(configuration);
        services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<NetworkOptions>>((forwarded, network) => RemoteAddress.Believe(forwarded, network.Value));
        services.AddSingleton<PublicBaseUrl>();
        services.AddSingleton<RemoteAddress>();
        services.AddSingleton<KeepAliveLimit>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<StreamOptions>, KeepAliveLimit>((kestrel, streams, connections) =>
        {
            KestrelLimits.Set(kestrel, streams.Value.ViewersMax);
            connections.Watch(kestrel);
        });
        services.Configure<SocketTransportOptions>(KestrelLimits.Set);
        services.Configure<LoggerFilterOptions>(LogFilters.Set);
        services.AddRouting();

        services.AddSingleton<SignerIdentity>();
        services.AddSingleton<SignerReferences>();
        services.AddSingleton<Admission>();
        services.AddSingleton<SignerCalls>();
        services.AddSingleton<SignEndpoint>();
        services.AddAbuseProtection(configuration);

        services.AddSingleton<CountCache>();
        services.AddHostedService(provider => provider.GetRequiredService<CountCache>());
        services.AddSingleton<CountEndpoints>();
        services.AddSingleton<PollInterval>();
        services.AddValidatedOptions<StreamOptions, StreamOptionsValidator>(configuration);
        services.AddSingleton<ViewerLimit>();
        services.AddSingleton<CountStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<CountStreams>());
        services.AddSingleton<CountStreamEndpoint>();

        services.AddSingleton<HistoryCache>();
        services.AddHostedService(provider => provider.GetRequiredService<HistoryCache>());
        services.AddSingleton<HistoryEndpoint>();

        services.AddSingleton<ICardPainter, CardPainter>();
        services.AddSingleton<ShareCardCache>();
        services.AddHostedService(provider => provider.GetRequiredService<ShareCardCache>());
        services.AddSingleton<CardEndpoint>();

        services.AddSingleton<PetitionEndpoints>();
        services.AddSingleton<AdminAuthorization>();
        services.AddSingleton<OpenCloseEndpoints>();
        services.AddSingleton<RehearsalEndpoints>();
        services.AddSingleton<LookupEndpoint>();
        services.AddSingleton<StatusEndpoint>();

        // Letters stay letters on pages, also those outside ASCII; what HTML gives a meaning is still escaped.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<PageCache>();
        services.AddSingleton<PetitionViews>();
        services.AddSingleton<PetitionPages>();
        services.AddSingleton<SignFormPost>();

        services.AddSignerPages();

        services.AddSingleton<EmbedEndpoints>();
        services.AddSingleton<BadgeEndpoints>();
        services.AddSingleton<OEmbedEndpoint>();
        return services;
    }

    /// <summary>Answers every call that the front end knows. Call it once, before anything else is mapped.</summary>
    public static WebApplication MapPetitionFrontend(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<KeepAliveLimit>().Bound);
        app.UseMiddleware<ExceptionMiddleware>();
        app.UseForwardedHeaders();
        app.UseAdminPortFilter();
        app.UseRouting();
        app.UseCatalogueReadiness();

        app.MapHealth();
        SignEndpoint.Map(app);
        ChallengeEndpoint.Map(app);
        CountEndpoints.Map(app);
        CountStreamEndpoint.Map(app);
        HistoryEndpoint.Map(app);
        PetitionEndpoints.Map(app);
        OpenCloseEndpoints.Map(app);
        RehearsalEndpoints.Map(app);
        LookupEndpoint.Map(app);
        StatusEndpoint.Map(app);
        PetitionPages.Map(app);
        CardEndpoint.Map(app);
        SignFormPost.Map(app);
        app.MapSignerPages();
        EmbedEndpoints.Map(app);
        BadgeEndpoints.Map(app);
        OEmbedEndpoint.Map(app);
        SiteAssets.Map(app);
        return app;
    }
}
