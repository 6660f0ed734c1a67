using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Petitions.Frontend.Admin;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;

namespace Petitions.Tests.Frontend.Hosting;

/// <summary>The whole front end in this process, with grains and a catalogue that a test makes up.</summary>
internal static class FrontendWithoutCluster
{
    /// <summary>Built and mapped; not started.</summary>
    public static WebApplication Build(
        ICatalogueSource source, object grain, int? adminPort = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(adminPort is null ? "http://127.0.0.1:0" : $"http://127.0.0.1:0;http://127.0.0.1:{adminPort}");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(FakeGrains.With(grain)).AddSingleton(source)
            .AddSingleton(adminPort is { } port ? AdminPorts.Of($"http://127.0.0.1:{port}") : AdminPorts.None)
            .AddSingleton(new AdminToken(new string('t', 43)))
            .AddSingleton(new Pepper(new KeyFile(Pepper.Name, "tests", new byte[32])))
            .AddSingleton(FakeGrains.Of<IReadiness>((_, _) => null))
            .AddSingleton<PetitionCatalogue>().AddSingleton<IPetitionCatalogue>(services =>
                services.GetRequiredService<PetitionCatalogue>())
            .AddHostedService(services => services.GetRequiredService<PetitionCatalogue>());
        builder.Configuration["Petition:Http:DrainFor"] = "00:00:00";
        adjust?.Invoke(builder);
        builder.Services.AddPetitionFrontend(builder.Configuration);
        var app = builder.Build();
        app.MapPetitionFrontend();
        return app;
    }

    /// <summary>Everything that is mapped.</summary>
    public static IEnumerable<RouteEndpoint> EndpointsOf(WebApplication app) =>
        ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
}
