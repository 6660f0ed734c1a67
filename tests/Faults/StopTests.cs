using System.Net;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>SIGTERM behind a balancer that polls /readyz, and while the database is away.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class StopTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), DrainFor = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Behind_a_balancer_no_call_is_refused_or_cut_by_a_stop()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var process = await PetitionProcess.StartReadyAsync(store.Settings.With("Petition__Http__DrainFor", "00:00:03"));
        using var client = await SigningClient.ConnectAsync(process.Settings.PublicBaseUrl);
        using var balancer = new Balancer(client);

        var load = balancer.SendWhileReadyAsync(callers: 8);
        Assert.True(await Waiting.UntilAsync(Patience, () => balancer.Answered > 200), process.Transcript);
        var took = await process.StopAsync();
        await load;

        Assert.True(balancer.Failures.IsEmpty, string.Join('\n', balancer.Failures));
        Assert.True(balancer.AnsweredAfterNotReady > 0, "No call came after /readyz was 503, so the drain was not tested.");
        Assert.True(balancer.Closing > 0, "No answer carried Connection: close.");
        Assert.Equal(0, process.ExitCode);
        Assert.InRange(took, DrainFor, DrainFor + TimeSpan.FromSeconds(5));
        LongRun.Report(FormattableString.Invariant(
            $"stop behind a balancer: {balancer.Answered} answered, none failed, {took.TotalSeconds:0.0} s"));
    }

    [Theory, InlineData("postgres"), InlineData("localhost")]
    public async Task A_stop_while_the_database_is_away_ends_in_time(string cluster)
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        await using var line = new CutLine(store.Settings.PostgresConnectionString!);
        await using var process = await PetitionProcess.StartReadyAsync(
            store.Settings with { PostgresConnectionString = line.ConnectionString } with
            {
                Environment = store.Settings.Environment.SetItem("Petition__Cluster__Provider", cluster),
            });
        using var client = await SigningClient.ConnectAsync(process.Settings.PublicBaseUrl);
        var history = new SigningHistory();
        var load = new SigningLoad(history, Environment.TickCount);
        var running = load.RunAsync(client, round: 1);
        Assert.True(await Waiting.UntilAsync(Patience, () => history.CountOf(SigningOutcome.Acknowledged) > 100), process.Transcript);

        line.Cut();
        var took = await process.StopAsync();
        load.Stop();
        await running;

        Assert.Equal(0, process.ExitCode);
        // Without a drain; with the default of 5 s it is 10 s.
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        LongRun.Report(FormattableString.Invariant($"stop without a database ({cluster}): {took.TotalSeconds:0.0} s"));
    }

    /// <summary>Sends over kept connections while its last poll of /readyz, one a second, was answered 200.</summary>
    private sealed class Balancer(SigningClient client) : IDisposable
    {
        private readonly HttpClient _probe = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
        {
            BaseAddress = client.Http.BaseAddress,
        };
        private int _answered, _answeredAfterNotReady, _closing;
        private volatile bool _sendsOn = true, _isNotReady;

        public int Answered => Volatile.Read(ref _answered);

        public int AnsweredAfterNotReady => Volatile.Read(ref _answeredAfterNotReady);

        public int Closing => Volatile.Read(ref _closing);

        public System.Collections.Concurrent.ConcurrentQueue<string> Failures { get; } = [];

        public Task SendWhileReadyAsync(int callers) =>
            Task.WhenAll(Enumerable.Range(0, callers).Select(_ => SendAsync()).Append(PollAsync()).Append(WatchAsync()));

        public void Dispose() => _probe.Dispose();

        private async Task SendAsync()
        {
            while (_sendsOn)
            {
                try
                {
                    var wasNotReady = _isNotReady;
                    using var answer = await client.PostAsync(client.BodyOf(RunningProgram.NewSigner()).ToJsonString());
                    if (answer.StatusCode != HttpStatusCode.Created) Failures.Enqueue($"{answer.StatusCode}");
                    Interlocked.Increment(ref _answered);
                    if (wasNotReady) Interlocked.Increment(ref _answeredAfterNotReady);
                    if (answer.Headers.ConnectionClose == true) Interlocked.Increment(ref _closing);
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    Failures.Enqueue(e.Message);
                }
            }
        }

        private async Task PollAsync()
        {
            while (_sendsOn)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                if (!await IsReadyAsync()) _sendsOn = false;
            }
        }

        // What the balancer does not know yet.
        private async Task WatchAsync()
        {
            while (_sendsOn && !_isNotReady)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
                _isNotReady = !await IsReadyAsync();
            }
        }

        private async Task<bool> IsReadyAsync()
        {
            try
            {
                using var ready = await _probe.GetAsync(new Uri("/readyz", UriKind.Relative));
                return ready.IsSuccessStatusCode;
            }
            catch (HttpRequestException e)
            {
                Failures.Enqueue($"/readyz: {e.Message}");
                return false;
            }
        }
    }
}
