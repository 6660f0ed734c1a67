using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Petitions.Frontend;
using Petitions.Frontend.Counting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend;

/// <summary>At the real web server, which keeps two connections between calls.</summary>
public sealed class OpenConnectionsTests : IAsyncLifetime
{
    private const int KeptMax = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;

    public OpenConnectionsTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<CountStreams>().AddSingleton(TimeProvider.System)
            .AddSingleton(services => new OpenConnections(services.GetRequiredService<CountStreams>(), KeptMax))
            .AddOptions<KestrelServerOptions>().Configure<OpenConnections>((kestrel, connections) => connections.Watch(kestrel));
        _app = builder.Build();
        _app.Use(_app.Services.GetRequiredService<OpenConnections>().Bound);
        _app.Run(http => http.Response.WriteAsync("lamp"));
    }

    public async ValueTask InitializeAsync() => await _app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task While_there_are_many_a_connection_ends_with_its_answer_and_otherwise_waits_for_the_next_call()
    {
        using var first = await ConnectAsync();
        using var second = await ConnectAsync();
        foreach (var few in new[] { first, second, first }) Assert.DoesNotContain("Connection: close", await AskAsync(few), StringComparison.Ordinal);

        using (var third = await ConnectAsync())
        {
            var answer = await AskAsync(third);
            Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
            Assert.EndsWith("lamp\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
            Assert.Equal(0, await third.ReceiveAsync(new byte[1]));
        }

        // The server hears of it a moment later.
        Assert.True(await Waiting.UntilAsync(Patience, async () => !(await AskAsync(first)).Contains("Connection: close", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_follows_a_stream_takes_no_place_of_those_who_ask_again()
    {
        var streams = _app.Services.GetRequiredService<CountStreams>();
        var held = new List<Socket>();
        for (var i = 0; i < 3; i++)
        {
            held.Add(await ConnectAsync());
            streams.TryAdd(new PipedViewer().Viewer);
        }
        foreach (var socket in held) Assert.DoesNotContain("Connection: close", await AskAsync(socket), StringComparison.Ordinal);
        held.ForEach(socket => socket.Dispose());
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port);
        return socket;
    }

    private static async Task<string> AskAsync(Socket socket)
    {
        await socket.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        var answer = new StringBuilder();
        var buffer = new byte[1024];
        while (!answer.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
            Assert.NotEqual(0, read);
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        return answer.ToString();
    }
}
