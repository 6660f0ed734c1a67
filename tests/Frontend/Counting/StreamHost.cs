using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Hosting;
using Petitions.Frontend.Http;
using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>
/// The stream of one petition on the real web server with its real limits, without a cluster; tests move the clock.
/// </summary>
internal sealed class StreamHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly WebApplication _app;

    private StreamHost(HttpProtocols protocols, int viewersMax)
    {
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) => Task.FromResult<Tally?>(SamplePetition.Tally(Version, Version)));
        var catalogue = FakeGrains.Of<IPetitionCatalogue>((_, args) => (args[1] = SamplePetition.Open) is not null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            KestrelLimits.Set(kestrel);
            kestrel.Listen(IPAddress.Loopback, 0, address => address.Protocols = protocols);
        });
        builder.Services.Configure<SocketTransportOptions>(KestrelLimits.Set);
        builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton(FakeGrains.With(grain)).AddSingleton(catalogue)
            .AddSingleton<PollInterval>().AddSingleton<CountCache>().AddSingleton<CountStreams>().AddSingleton<ViewerLimit>()
            .AddSingleton<CountStreamEndpoint>().AddSingleton<KnownProxies>().AddSingleton<RemoteAddress>()
            .AddHostedService(services => services.GetRequiredService<CountCache>())
            .AddHostedService(services => services.GetRequiredService<CountStreams>());
        builder.Services.Configure<StreamOptions>(options => options.ViewersPerAddressMax = options.ViewersMax = viewersMax);
        builder.Services.AddOptions<NetworkOptions>().BindConfiguration(NetworkOptions.Section);
        builder.Configuration[$"{NetworkOptions.Section}:{nameof(NetworkOptions.Loopback)}"] = "true";
        _app = builder.Build();
        CountStreamEndpoint.Map(_app);
    }

    /// <summary>Its base URL.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>The newest version, which is also the count.</summary>
    public int Version { get; private set; } = 1;

    public CountStreams Streams => _app.Services.GetRequiredService<CountStreams>();

    public ViewerLimit Limit => _app.Services.GetRequiredService<ViewerLimit>();

    public static async Task<StreamHost> StartAsync(HttpProtocols protocols, int viewersMax)
    {
        var host = new StreamHost(protocols, viewersMax);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>Changes the count that many times, and waits until the cache has each.</summary>
    public async Task MoveAsync(int changes)
    {
        var counts = _app.Services.GetRequiredService<CountCache>();
        for (; changes > 0; changes--)
        {
            Version++;
            Assert.True(await Waiting.UntilAsync(Patience, () =>
            {
                _time.Advance(CountCache.RefreshInterval);
                return counts.Find(SamplePetition.Open).Value?.Public.Version == Version;
            }));
        }
    }

    /// <summary>Moves the clock at once: to the loops it is as if the machine had been paused.</summary>
    public void Advance(TimeSpan time) => _time.Advance(time);

    /// <summary>Stops while moving the clock; false when it takes longer than <paramref name="within"/>.</summary>
    public async Task<bool> StopAsync(TimeSpan within)
    {
        var stop = _app.StopAsync();
        return await Waiting.UntilAsync(within, () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return stop.IsCompleted;
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
