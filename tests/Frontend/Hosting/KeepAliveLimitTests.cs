using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Hosting;
using Petitions.Tests.Frontend.Counting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

/// <summary>At the real web server, which keeps two connections between calls.</summary>
public sealed class KeepAliveLimitTests : IAsyncLifetime
{
    private const int KeepAliveConnectionsMax = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;

    public KeepAliveLimitTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<CountStreams>().AddSingleton(TimeProvider.System)
            .AddSingleton(services => ActivatorUtilities.CreateInstance<KeepAliveLimit>(services, KeepAliveConnectionsMax))
            .AddOptions<KestrelServerOptions>().Configure<KeepAliveLimit>((kestrel, connections) =>
                kestrel.ConfigureEndpointDefaults(connections.Watch));
        _app = builder.Build();
        _app.Use(_app.Services.GetRequiredService<KeepAliveLimit>().Limit);
        _app.Run(http =>
        {
            // As who answers for a fault does.
            http.Response.Clear();
            http.Response.ContentLength = 4;
            return http.Response.WriteAsync("lamp");
        });
    }

    private Uri Address => new(_app.Urls.Single());

    public async ValueTask InitializeAsync() => await _app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Above_the_limit_a_connection_closes_after_its_response()
    {
        using var first = await KeptConnection.OpenAsync(Address);
        using var second = await KeptConnection.OpenAsync(Address);
        foreach (var few in new[] { first, second, first })
        {
            await few.AskAsync("/");
            Assert.False(few.MustEnd);
        }

        using (var third = await KeptConnection.OpenAsync(Address))
        {
            await third.AskAsync("/");
            Assert.True(third.MustEnd);
            Assert.True(await third.HasEndedAsync());
        }

        // As soon as the server has noticed that it is gone.
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            using var next = await KeptConnection.OpenAsync(Address);
            second.Dispose();
            await next.AskAsync("/");
            return !next.MustEnd;
        }));
    }

    [Fact]
    public async Task Streams_do_not_count_as_kept_connections()
    {
        var streams = _app.Services.GetRequiredService<CountStreams>();
        var held = new List<KeptConnection>();
        for (var i = 0; i < 3; i++)
        {
            held.Add(await KeptConnection.OpenAsync(Address));
            streams.TryAdd(new PipedViewer().Viewer);
        }
        foreach (var connection in held)
        {
            await connection.AskAsync("/");
            Assert.False(connection.MustEnd);
        }
        held.ForEach(connection => connection.Dispose());
    }
}
