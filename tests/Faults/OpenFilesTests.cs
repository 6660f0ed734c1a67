using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>The program under a small limit of open files (RLIMIT_NOFILE), where connections that do nothing ended it.</summary>
[Collection(SequentialCollection.Name)]
public sealed class OpenFilesTests(PostgresServer postgres)
{
    private const int OpenFilesMax = 1_500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task More_idle_connections_than_open_files_neither_end_the_program_nor_stop_signers()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings with { OpenFilesMax = OpenFilesMax });
        Assert.True(program.OutputLines.Any(line => line.Contains($"The limit of open files is {OpenFilesMax}", StringComparison.Ordinal)
            && line.Contains("raise the limit to 22896", StringComparison.Ordinal)), program.Transcript);

        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < OpenFilesMax + 500; i++) idle.Add(await ConnectAsync(program.Settings.PublicPort));
            using var admin = new HttpClient { BaseAddress = program.Settings.AdminAddress, Timeout = Patience };
            using var alive = await admin.GetAsync(new Uri("/livez", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);

            // The connections stay open here: the program closes those that send nothing.
            var since = Stopwatch.GetTimestamp();
            Assert.True(await Waiting.UntilAsync(Patience, () => SignsAsync(program)), program.Transcript);
            LongRun.Report(FormattableString.Invariant(
                $"idle connections beyond the open files: signed after {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s"));
            Assert.False(program.HasExited, program.Transcript);
        }
        finally
        {
            idle.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public async Task Hardly_any_open_files_end_the_start_with_what_to_raise()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await FailedStart.EndsSayingAsync(store.Settings with { OpenFilesMax = 1_000 }, "1000 files", "LimitNOFILE");
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            // Closed by the program already.
        }
        return socket;
    }

    private static async ValueTask<bool> SignsAsync(PetitionProcess program)
    {
        try
        {
            using var client = await SigningClient.ConnectAsync(program.Settings.PublicBaseUrl);
            return (await client.SignAsync(1, RunningProgram.NewOperation())).Outcome == SigningOutcome.Acknowledged;
        }
        // A connection that is closed while the client takes it up is an exception of the socket.
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return false;
        }
    }
}
