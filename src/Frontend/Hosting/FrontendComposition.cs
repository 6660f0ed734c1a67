using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Admin;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Embedding;
using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Pages.Home;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Petitions;
using Petitions.Frontend.Pages.Thanks;
using Petitions.Frontend.Petitions;
using Petitions.Frontend.Sharing;
using Petitions.Frontend.SignerPages;
using Petitions.Frontend.Signing;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// The front end as a part of a program: one line per room. The host registers what it stands on: the catalogue, the grain factory, the
/// pepper, the clock, <see cref="IReadiness"/>, <see cref="AdminPorts"/> and, where there are such ports, <see cref="AdminToken"/>.
/// </summary>
public static class FrontendComposition
{
    /// <summary>Registers the front end. Options are validated when the host starts.</summary>
    public static IServiceCollection AddPetitionFrontend(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(SiteTimeZone.Read(configuration));
        services.AddHttp(configuration);
        services.AddPetitions();
        services.AddAbuseProtection(configuration);
        services.AddSigning(configuration);
        services.AddCounting(configuration);
        services.AddPageLayout();
        services.AddSharing();
        services.AddEmbedding();
        services.AddPetitionPage();
        services.AddThanksPage();
        services.AddHomePage();
        services.AddSignerPages();
        services.AddAdmin();
        // Last, because what comes last is stopped first: the drain must be over before streams are closed.
        services.AddServer(configuration);
        return services;
    }

    /// <summary>Answers every call that the front end knows. Call it once, before anything else is mapped.</summary>
    public static WebApplication MapPetitionFrontend(this WebApplication app)
    {
        app.UseNoSniffing();
        app.Use(app.Services.GetRequiredService<KeepAliveLimit>().Limit);
        app.UseEarlyRefusal();
        app.UseMiddleware<ExceptionMiddleware>();
        app.UseForwardedHeaders();
        app.UseRouting();
        app.Use(app.Services.GetRequiredService<ConnectionLimit>().Refuse);
        app.UseCatalogueReadiness();

        app.MapHealth();
        app.MapPetitions();
        app.MapAbuseProtection();
        app.MapSigning();
        app.MapCounting();
        app.MapPageLayout();
        app.MapSignForm();
        app.MapSharing();
        app.MapEmbedding();
        app.MapPetitionPage();
        app.MapThanksPage();
        app.MapHomePage();
        app.MapSignerPages();
        app.MapAdmin();
        return app;
    }
}
