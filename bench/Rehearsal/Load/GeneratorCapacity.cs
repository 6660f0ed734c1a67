using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Schedule;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// The rate that the generator reaches on this machine against a server in its own process that does nothing. A real program takes more of
/// the machine, so a peak above this rate cannot be sent.
/// </summary>
internal static class GeneratorCapacity
{
    /// <summary>Requests per second that need no measurement.</summary>
    public const double AssumedPerSecond = 1_000;

    private const int Clients = 32;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300), Measuring = TimeSpan.FromMilliseconds(500);

    /// <exception cref="UsageException">The plan asks for more than this machine sends.</exception>
    public static async Task CheckAsync(LoadPlan plan, RequestMix mix)
    {
        var asked = plan.Curve.Peak * mix.RequestsPerSignature;
        if (asked <= AssumedPerSecond) return;
        var reached = await MeasureAsync();
        if (asked > reached)
        {
            var peak = $"the peak of {plan.Curve.Peak:0} signatures/s is {asked:0} requests/s with reads and retries";
            var capacity = $"the generator reaches {reached:0} requests/s on this machine against a server that does nothing";
            throw new UsageException($"{peak}; {capacity}. Lower --peak or --scale, or --pages and --counts.");
        }
    }

    private static async Task<double> MeasureAsync()
    {
        using var end = new CancellationTokenSource();
        using var listener = new TcpListener(IPAddress.Loopback, FreePort.Next());
        listener.Start(Clients);
        var target = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var answering = Task.Run(() => AnswerAsync(listener, end.Token), CancellationToken.None);

        var (journal, meter, ids) = (new Journal(), new LoadMeter(), new IdempotencyKeys());
        var requests = new SigningRequestTemplate(target, "capacity", [("transfer", "1")], ids.Run);
        using var connections = new ConnectionPool(target, Clients);
        var loadClient = new LoadClient(connections, [requests], ids, journal, meter);
        for (var i = 0; i < Clients; i++) journal.Append(i, 0, 0);
        async Task SignRepeatedlyAsync(int client)
        {
            while (!end.IsCancellationRequested && await loadClient.SignAsync(client, 0) == Outcome.Acknowledged) await Task.Yield();
        }

        var clients = Task.WhenAll(Enumerable.Range(0, Clients)
            .Select(client => Task.Run(() => SignRepeatedlyAsync(client), CancellationToken.None)));
        await Task.Delay(WarmUp);
        var (before, since) = (meter.Acknowledged, Stopwatch.GetTimestamp());
        await Task.Delay(Measuring);
        var reached = (meter.Acknowledged - before) / Stopwatch.GetElapsedTime(since).TotalSeconds;
        await end.CancelAsync();
        connections.Dispose();
        await Task.WhenAll(clients, answering);
        return reached;
    }

    private static async Task AnswerAsync(TcpListener listener, CancellationToken end)
    {
        var receipt = new string('A', 64);
        var body = $"{{\"receipt\":\"{receipt}\"}}";
        var answer = System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 201 Created\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(end);
                clients.Add(Task.Run(() => AnswerAsync(client, answer), CancellationToken.None));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(clients);
        }
    }

    private static async Task AnswerAsync(Socket client, byte[] answer)
    {
        using var _ = client;
        client.NoDelay = true;
        var buffer = new byte[4096];
        try
        {
            while (await client.ReceiveAsync(buffer) > 0) await client.SendAsync(answer);
        }
        catch (SocketException)
        {
            // The client closed the connection.
        }
    }
}
