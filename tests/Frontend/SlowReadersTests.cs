using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Network;
using Petitions.Grains.Petitions;
using Petitions.Grains.Storage;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend;

/// <summary>
/// A thousand connections that ask for the stream and never read a byte, at the real web server with its real bounds; only the clock of
/// the streams is moved by hand. The heap is everybody's in a process: nothing else runs meanwhile.
/// </summary>
[Collection(RealProcesses.Name)]
public sealed class SlowReadersTests : IAsyncLifetime
{
    private const int Readers = 1_000;

    // As the design has it for a connection here, and something for its other end, which is in this process as well.
    private const long BytesPerReaderMax = (16 + 4) * 1024;

    // Far more than the system takes for a connection.
    private const int ChangesMax = 3_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly List<Socket> _readers = [];
    private readonly WebApplication _app;
    private int _version = 1;

    public SlowReadersTests()
    {
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) => Task.FromResult<Grains.Counting.Tally?>(SamplePetition.Tally(_version, _version)));
        var catalogue = FakeGrains.Of<IPetitionCatalogue>((_, args) => (args[1] = SamplePetition.Open) is not null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            KestrelBounds.Set(kestrel, Readers);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.Configure<SocketTransportOptions>(KestrelBounds.Set);
        builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton(FakeGrains.With(grain)).AddSingleton(catalogue)
            .AddSingleton<PollPace>().AddSingleton<CountBoard>().AddSingleton<CountStreams>().AddSingleton<ViewerPlaces>()
            .AddSingleton<CountStreamEndpoint>().AddSingleton<ClientAddress>()
            .AddHostedService(services => services.GetRequiredService<CountBoard>())
            .AddHostedService(services => services.GetRequiredService<CountStreams>());
        builder.Services.Configure<StreamOptions>(options => options.ViewersPerAddressMax = options.ViewersMax = Readers);
        builder.Services.AddOptions<NetworkOptions>().BindConfiguration(NetworkOptions.Section);
        builder.Configuration[$"{NetworkOptions.Section}:{nameof(NetworkOptions.Loopback)}"] = "true";
        _app = builder.Build();
        CountStreamEndpoint.Map(_app);
    }

    private CountStreams Streams => _app.Services.GetRequiredService<CountStreams>();

    private ViewerPlaces Places => _app.Services.GetRequiredService<ViewerPlaces>();

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _readers.ForEach(reader => reader.Dispose());
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_thousand_who_read_nothing_take_no_more_memory_than_others_and_lose_their_places()
    {
        var before = Heap();
        await ConnectAsync();
        Assert.Equal((Readers, 1), (Places.Taken, Places.Addresses));

        // Until they are cut off, which shows that nothing more could be written to them.
        while (Streams.Open == Readers)
        {
            await MoveAsync(25);
            Assert.InRange((Heap() - before) / Readers, 0, BytesPerReaderMax);
            Assert.True(_version < ChangesMax, "They keep their places.");
        }
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            await MoveAsync(1);
            return Places.Taken == 0;
        }));
        Assert.Equal((0, 0), (Streams.Open, Places.Addresses));
    }

    private async Task ConnectAsync()
    {
        var port = new Uri(_app.Urls.Single()).Port;
        var request = Encoding.ASCII.GetBytes($"GET /api/v1/petitions/{SamplePetition.Open.Slug}/count/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (var i = 0; i < Readers; i++)
        {
            var reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 };
            _readers.Add(reader);
            await reader.ConnectAsync(IPAddress.Loopback, port);
            await reader.SendAsync(request);
        }
        Assert.True(await Waiting.UntilAsync(Patience, () => Streams.Open == Readers));
    }

    // So many changes, each of which the board has seen.
    private async Task MoveAsync(int changes)
    {
        var watched = _app.Services.GetRequiredService<CountBoard>().Find(SamplePetition.Open);
        for (; changes > 0; changes--)
        {
            _version++;
            Assert.True(await Waiting.UntilAsync(Patience, () =>
            {
                _time.Advance(CountBoard.RefreshEvery);
                return watched.Held?.Public.Version == _version;
            }));
        }
    }

    private static long Heap()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
