using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

/// <summary>The whole front end on the real web server. Loopback is no known proxy here, so it is one address with a limit of 3.</summary>
public sealed class ConnectionLimitTests : IAsyncLifetime
{
    private const int PerAddress = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly int _adminPort = FreePort.Next();
    private readonly OutputRing _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<TcpClient> _held = [];
    private readonly WebApplication _app;

    public ConnectionLimitTests()
    {
        var source = FakeGrains.Of<ICatalogueSource>((_, _) => Task.FromResult(new CatalogueChanges(1, [SamplePetition.Open], [])));
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) => throw new TimeoutException());
        _app = FrontendWithoutCluster.Build(source, grain, _adminPort, builder =>
        {
            builder.Configuration["Petition:Limits:KnownProxies"] = "192.0.2.1";
            builder.Configuration["Petition:Http:ConnectionsPerAddressMax"] = $"{PerAddress}";
            builder.Logging.AddProvider(new RingLog(_log));
            builder.Services.AddSingleton<TimeProvider>(_time);
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Public => new(_app.Urls.First(url => !url.EndsWith($":{_adminPort}", StringComparison.Ordinal)));

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Cancel);
        Assert.True(await Waiting.UntilAsync(Patience, () => _app.Services.GetRequiredService<IPetitionCatalogue>().IsLoaded));
    }

    public async ValueTask DisposeAsync()
    {
        _held.ForEach(connection => connection.Dispose());
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task At_the_limit_of_an_address_health_is_answered_and_everything_else_refused_with_a_reason()
    {
        await HoldAsync(PerAddress);
        foreach (var path in (string[])["/livez", "/readyz"])
        {
            using var healthy = await GetAsync(Public, path);
            Assert.Equal((path, HttpStatusCode.OK), (path, healthy.StatusCode));
        }
        using var refused = await GetAsync(Public, "/api/v1/petitions");
        await ProblemAnswer.AssertAsync(refused, 503);
        Assert.True(refused.Headers.ConnectionClose);
        Assert.NotNull(refused.Headers.RetryAfter);
        using var page = await GetAsync(Public, "/p/old-lamp");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));

        _held[0].Dispose();
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            using var served = await GetAsync(Public, "/api/v1/petitions");
            return served.IsSuccessStatusCode;
        }));
    }

    [Fact]
    public async Task Beyond_the_places_for_refusals_a_connection_is_closed_at_once_and_a_log_line_says_why()
    {
        await HoldAsync(PerAddress + ConnectionBudget.SpareConnections / 8);
        Assert.True(await IsClosedAtOnceAsync());
        // The admin port has places of its own.
        using var admin = await GetAsync(new Uri($"http://127.0.0.1:{_adminPort}"), "/livez");
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
        Assert.Contains("Petition__Http__ConnectionsPerAddressMax", _log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_sends_nothing_is_closed_after_ten_seconds()
    {
        await HoldAsync(1);
        using var busy = await ConnectAsync();
        await busy.GetStream().WriteAsync("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancel);
        // An answer shows that the first byte was seen.
        Assert.NotEqual(0, await busy.GetStream().ReadAsync(new byte[1], Cancel));
        Assert.Equal(2, Limit.Open);
        _time.Advance(ConnectionLimit.FirstByteWithin - TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, Limit.Open);
        // After the first byte the server's own limits hold.
        Assert.True(await Waiting.UntilAsync(Patience, () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Limit.Open == 1;
        }));
        Assert.True(await HasEndedAsync(_held[0]));
    }

    private ConnectionLimit Limit => _app.Services.GetRequiredService<ConnectionLimit>();

    private async Task HoldAsync(int connections)
    {
        for (var i = 0; i < connections; i++) _held.Add(await ConnectAsync());
        Assert.True(await Waiting.UntilAsync(Patience, () => Limit.Open >= Math.Min(connections, PerAddress)));
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Public.Port, Cancel);
        return client;
    }

    private async Task<bool> IsClosedAtOnceAsync()
    {
        try
        {
            using var connection = await ConnectAsync();
            return await HasEndedAsync(connection);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<bool> HasEndedAsync(TcpClient connection)
    {
        try
        {
            return await connection.GetStream().ReadAsync(new byte[1], Cancel).AsTask().WaitAsync(Patience, Cancel) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task<HttpResponseMessage> GetAsync(Uri address, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = Patience };
        return await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
    }

    private sealed class RingLog(OutputRing lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning) lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
