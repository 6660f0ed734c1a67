using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>
/// Connections that ask for the stream and do not read it. The heap is everybody's in a process: nothing else runs meanwhile.
/// </summary>
[Collection(ExclusiveCollection.Name)]
public sealed class SlowReadersTests
{
    private const int Readers = 1_000;

    // As the design has it for a connection here, and something for its other end, which is in this process as well.
    private const long BytesPerReaderMax = (16 + 4) * 1024;

    // Far more than the system takes for a connection.
    private const int ChangesMax = 3_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_thousand_stalled_viewers_cost_no_memory_and_are_disconnected()
    {
        await using var host = await StreamHost.StartAsync(HttpProtocols.Http1, Readers);
        var before = Heap();
        var readers = new List<Socket>();
        try
        {
            for (var i = 0; i < Readers; i++) readers.Add(await ConnectAsync(host));
            Assert.True(await Waiting.UntilAsync(Patience, () => host.Streams.Count == Readers));
            Assert.Equal((Readers, 1), (host.Limit.Count, host.Limit.Addresses));

            // Until they are cut off, which shows that nothing more could be written to them.
            while (host.Streams.Count == Readers)
            {
                await host.MoveAsync(25);
                // What others have left behind may go meanwhile.
                Assert.InRange((Heap() - before) / Readers, long.MinValue, BytesPerReaderMax);
                Assert.True(host.Version < ChangesMax, "They keep their places.");
            }
            await AssertEmptyAsync(host);
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    [Fact]
    public async Task Over_HTTP_2_only_the_stalled_stream_ends_and_its_connection_stays()
    {
        await using var host = await StreamHost.StartAsync(HttpProtocols.Http2, Readers);
        using var client = new Http2Client(host.Address);
        using var unread = await client.OpenStreamAsync(SamplePetition.Open.Slug);
        using var read = await client.OpenStreamAsync(SamplePetition.Open.Slug);
        var reading = read.FollowAsync(TestContext.Current.CancellationToken);
        Assert.True(await Waiting.UntilAsync(Patience, () => host.Streams.Count == 2));

        // However many changes that takes: a write may skip some. The clock moves on when the reader has seen the last ones; otherwise a
        // minute would pass before anything is sent.
        var since = Stopwatch.GetTimestamp();
        while (host.Streams.Count == 2)
        {
            await host.MoveAsync(25);
            await AssertSeesNewestAsync(host, read);
            Assert.True(Stopwatch.GetElapsedTime(since) < 3 * Patience, "It keeps its place.");
        }
        Assert.Equal(1, host.Streams.Count);
        await Assert.ThrowsAnyAsync<IOException>(() => unread.FollowAsync(TestContext.Current.CancellationToken));
        await host.MoveAsync(1);
        await AssertSeesNewestAsync(host, read);
        Assert.True(await Waiting.UntilAsync(Patience, () => host.Limit.Count == 1));
        Assert.Equal((1, 1), (client.Connections, host.Streams.Count));

        read.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => reading);
        await AssertEmptyAsync(host);
    }

    [Theory, InlineData(11), InlineData(660)]
    public async Task After_a_pause_of_the_machine_viewers_get_the_next_change(int seconds)
    {
        await using var host = await StreamHost.StartAsync(HttpProtocols.Http2, Readers);
        using var client = new Http2Client(host.Address);
        using var stream = await client.OpenStreamAsync(SamplePetition.Open.Slug);
        var reading = stream.FollowAsync(TestContext.Current.CancellationToken);
        await host.MoveAsync(1);
        Assert.True(await Waiting.UntilAsync(Patience, () => host.Streams.Count == 1));

        host.Advance(TimeSpan.FromSeconds(seconds));
        await host.MoveAsync(1);
        await AssertSeesNewestAsync(host, stream);
        Assert.True(await host.StopAsync(Patience));
        await reading;
    }

    private static async Task AssertSeesNewestAsync(StreamHost host, CountStream stream) =>
        Assert.True(await Waiting.UntilAsync(Patience, () =>
        {
            host.Advance(TimeSpan.FromMilliseconds(100));
            return stream.Seen == host.Version;
        }));

    private static async Task AssertEmptyAsync(StreamHost host)
    {
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            await host.MoveAsync(1);
            return host.Limit.Count == 0;
        }));
        Assert.Equal((0, 0), (host.Streams.Count, host.Limit.Addresses));
    }

    private static async Task<Socket> ConnectAsync(StreamHost host)
    {
        var path = $"/api/v1/petitions/{SamplePetition.Open.Slug}/count/stream";
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 };
        await reader.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        await reader.SendAsync(request);
        return reader;
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
