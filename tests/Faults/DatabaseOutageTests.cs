using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using Petitions.Bench.Rehearsal.Target;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>What signers meet while PostgreSQL is away in different ways, and after it is back.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class DatabaseOutageTests : IAsyncLifetime
{
    private const int Refusals = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RefusedWithin = TimeSpan.FromMilliseconds(50), BackWithin = TimeSpan.FromSeconds(2);

    private readonly ScratchFolder _folder = new();
    private TemporaryPostgres? _postgres;
    private int _signer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!Directory.Exists("/usr/lib/postgresql")) Assert.Skip("There is no PostgreSQL here: apt-get install postgresql.");
        _postgres = await TemporaryPostgres.StartAsync(new Dictionary<string, string>(), [], CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public Task A_database_that_crashed_is_refused_for_at_once_and_found_again() => RefusesAndReturnsAsync(async postgres =>
    {
        await postgres.CrashAsync(Cancel);
        return () => postgres.StartAgainAsync(Cancel);
    });

    [Fact]
    public Task A_database_that_stands_still_is_refused_for_at_once_and_found_again() => RefusesAndReturnsAsync(async postgres =>
    {
        var processes = (await File.ReadAllTextAsync($"/proc/{postgres.ProcessId}/task/{postgres.ProcessId}/children", Cancel))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(postgres.ProcessId.ToString(CultureInfo.InvariantCulture)).ToArray();
        await SignalAsync("-STOP", processes);
        return () => SignalAsync("-CONT", processes);
    });

    [Fact]
    public Task A_database_with_locked_rows_is_refused_for_at_once_and_found_again() => RefusesAndReturnsAsync(async postgres =>
    {
        var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(Cancel);
        var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT FROM tally FOR UPDATE", connection, transaction);
        await command.ExecuteNonQueryAsync(Cancel);
        return async () => await connection.DisposeAsync();
    });

    // The database goes away by one call and returns by the call that it gives.
    private async Task RefusesAndReturnsAsync(Func<TemporaryPostgres, Task<Func<Task>>> takeAway)
    {
        var settings = new PetitionSettings { DataPath = _folder.Path, PostgresConnectionString = _postgres!.ConnectionString };
        await using var silo = await PetitionProcess.StartReadyAsync(settings);
        using var signer = await SigningClient.ConnectAsync(settings.PublicBaseUrl);
        Assert.Equal(201, (await SignAsync(signer)).Status);

        var bringBack = await takeAway(_postgres);
        try
        {
            await RefusesAsync(signer);
        }
        finally
        {
            // In any case: a server that stands still could not be ended.
            await bringBack();
        }

        var back = Stopwatch.GetTimestamp();
        Assert.True(await Waiting.UntilAsync(Patience, async () => (await SignAsync(signer)).Status == 201), silo.Transcript);
        var found = Stopwatch.GetElapsedTime(back);
        Assert.True(await Waiting.UntilAsync(Patience, async () => await ReadyAsync(signer) == HttpStatusCode.OK));
        LongRun.Report(FormattableString.Invariant($"database away: signing again {found.TotalMilliseconds:F0} ms after its return"));
        Assert.InRange(found, TimeSpan.Zero, BackWithin);
        Assert.Single(silo.OutputLines, line => line.Contains("The database takes no signatures", StringComparison.Ordinal));
        Assert.Single(silo.OutputLines, line => line.Contains("The database takes signatures again", StringComparison.Ordinal));
    }

    private async Task RefusesAsync(SigningClient signer)
    {
        Assert.Equal(503, (await SignAsync(signer)).Status);
        Assert.True(await Waiting.UntilAsync(Patience, async () => await ReadyAsync(signer) == HttpStatusCode.ServiceUnavailable));

        var times = new List<TimeSpan>();
        for (var i = 0; i < Refusals; i++)
        {
            var since = Stopwatch.GetTimestamp();
            using var answer = await signer.PostAsync(signer.BodyOf(++_signer).ToJsonString());
            times.Add(Stopwatch.GetElapsedTime(since));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(signer));

        times.Sort();
        LongRun.Report(FormattableString.Invariant(
            $"database away: refusals p50 {times[Refusals / 2].TotalMilliseconds:F1} ms, longest {times[^1].TotalMilliseconds:F1} ms"));
        Assert.InRange(times[Refusals / 2], TimeSpan.Zero, RefusedWithin);
    }

    private Task<SigningAnswer> SignAsync(SigningClient signer) => signer.SignAsync(++_signer, Support.RunningProgram.NewOperation());

    private static async Task<HttpStatusCode> ReadyAsync(SigningClient signer)
    {
        using var answer = await signer.Http.GetAsync(new Uri("/readyz", UriKind.Relative), Cancel);
        return answer.StatusCode;
    }

    private static async Task SignalAsync(string signal, string[] processes)
    {
        using var kill = Process.Start("kill", [signal, .. processes]);
        await kill.WaitForExitAsync(Cancel);
        Assert.Equal(0, kill.ExitCode);
    }
}
