using System.Text.Json.Nodes;
using Npgsql;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>What viewers see of the count in several processes, while these come and go.</summary>
[Collection(PatientProcesses.Name)]
public sealed class CountProcessTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Two_silos_and_two_front_ends_agree_and_no_version_falls_when_the_silo_that_counts_is_killed()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        using var secondFolder = new ScratchFolder();
        var keys = Path.Combine(store.Settings.DataPath, "keys");
        var silo = store.Settings.With("Petition__Cluster__Provider", "postgres").With("Petition__Keys__Path", keys);
        var otherSilo = silo with { DataPath = secondFolder.Path, PublicPort = FreePort.Next(), AdminPort = FreePort.Next(), SiloPort = FreePort.Next(), GatewayPort = FreePort.Next() };
        var front = Frontend(keys, silo, otherSilo);

        await using var first = await PetitionProcess.StartReadyAsync(silo);
        await using var second = await PetitionProcess.StartReadyAsync(otherSilo);
        await using var third = await PetitionProcess.StartReadyAsync(front);
        await using var fourth = await PetitionProcess.StartReadyAsync(front with { PublicPort = FreePort.Next() });
        PetitionProcess[] all = [first, second, third, fourth];
        var clients = await Task.WhenAll(all.Select(process => SigningClient.ConnectAsync(process.Settings.PublicBaseUrl)));

        await using var cutOff = await FollowedCount.OpenAsync(clients[0]);
        await using var onSilo = await FollowedCount.OpenAsync(clients[1]);
        await using var onFront = await FollowedCount.OpenAsync(clients[2]);
        await using var onOtherFront = await FollowedCount.OpenAsync(clients[3]);
        FollowedCount[] staying = [onSilo, onFront, onOtherFront];
        var acknowledged = await SignAsync(clients, 0, 400);
        Assert.True(await AgreeAsync(clients, acknowledged), await CountsAsync(clients));

        // The petition's grain lives in the first silo, which published it while there was no other: it must come back elsewhere, while
        // people sign.
        SigningClient[] left = [.. clients.Skip(1)];
        var before = acknowledged;
        using var enough = new CancellationTokenSource();
        var signing = Task.WhenAll(Enumerable.Range(0, 16).Select(async lane =>
        {
            for (var signer = 400 + lane; !enough.IsCancellationRequested; signer += 16)
                if (await IsAcknowledgedAsync(left[signer % left.Length], signer)) Interlocked.Increment(ref acknowledged);
        }));
        Assert.True(await Waiting.UntilAsync(Patience, () => Interlocked.Read(ref acknowledged) > before + 50));
        await first.KillHardAsync();
        before = Interlocked.Read(ref acknowledged);
        Assert.True(await Waiting.UntilAsync(Patience, () => Interlocked.Read(ref acknowledged) > before + 100));
        await enough.CancelAsync();
        await signing;
        Assert.True(await AgreeAsync(left, acknowledged), await CountsAsync(left));

        foreach (var followed in staying)
        {
            followed.AssertNeverFell();
            Assert.True(await Waiting.UntilAsync(Patience, async () => followed.Seen[^1].Version == (long)(await ReadAsync(left[0]))["version"]!), $"{followed.Seen[^1]}");
            Assert.Equal((acknowledged, false), (followed.Seen[^1].Count, followed.HasEnded));
            followed.AssertNeverFell();
        }
        Assert.True(await Waiting.UntilAsync(Patience, () => cutOff.HasEnded));
        cutOff.AssertNeverFell();
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public async Task A_front_end_without_its_silo_says_that_the_count_is_old_and_recovers_by_itself()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        var keys = Path.Combine(store.Settings.DataPath, "keys");
        var settings = store.Settings.With("Petition__Keys__Path", keys);
        await using var silo = await PetitionProcess.StartReadyAsync(settings);
        await using var front = await PetitionProcess.StartReadyAsync(Frontend(keys, settings));
        using var client = await SigningClient.ConnectAsync(front.Settings.PublicBaseUrl);
        var acknowledged = await SignAsync([client], 0, 20);
        Assert.True(await AgreeAsync([client], acknowledged));

        await silo.KillHardAsync();
        JsonNode? count = null;
        Assert.True(await Waiting.UntilAsync(Patience, async () => IsStale(count = await ReadAsync(client))), $"{count}");
        Assert.Equal(acknowledged, (long)count!["count"]!);

        // On the same addresses, as a service manager does it.
        await using var again = await PetitionProcess.StartReadyAsync(settings);
        Assert.True(await Waiting.UntilAsync(Patience, async () => !IsStale(count = await ReadAsync(client))), $"{count}");
        var more = 0L;
        Assert.True(await Waiting.UntilAsync(Patience, async () => (more = await SignAsync([client], 100, 1)) > 0));
        Assert.True(await AgreeAsync([client], acknowledged + more));
    }

    [Fact]
    public async Task Thousands_of_reads_ask_the_database_nothing()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        await using var process = await PetitionProcess.StartReadyAsync(store.Settings);
        using var client = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl);
        string[] addresses = [$"/api/v1/petitions/{client.Slug}/count", $"/p/{client.Slug}", $"/api/v1/petitions/{client.Slug}/badge.svg"];
        foreach (var address in addresses) await client.Http.GetByteArrayAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        // What runs by itself, such as the polled catalogue and the leases of silos, goes on meanwhile.
        var idle = await TransactionsWithinAsync(store, () => Task.CompletedTask);
        var reads = 0;
        var reading = await TransactionsWithinAsync(store, () => Parallel.ForEachAsync(
            Enumerable.Range(0, 3_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancel) =>
            {
                using var answer = await client.Http.GetAsync(new Uri(addresses[i % addresses.Length], UriKind.Relative), cancel);
                if (answer.IsSuccessStatusCode) Interlocked.Increment(ref reads);
            }));
        Assert.Equal(3_000, reads);
        Assert.True(reading < idle + 300, $"{reading} transactions during 3,000 reads, {idle} without.");
    }

    // PostgreSQL's own count, over at least four seconds: its processes hand their numbers over once a second.
    private static async Task<long> TransactionsWithinAsync(PetitionStore store, Func<Task> action)
    {
        await using var connection = new NpgsqlConnection(store.Settings.PostgresConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pg_stat_clear_snapshot(), xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()", connection);
        async Task<long> CountAsync()
        {
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return reader.GetInt64(1);
        }
        var before = await CountAsync();
        await Task.WhenAll(action(), Task.Delay(TimeSpan.FromSeconds(4)));
        return await CountAsync() - before;
    }

    private static PetitionSettings Frontend(string keys, params PetitionSettings[] silos) =>
        new PetitionSettings { Program = ProgramFiles.Frontend, DataPath = Path.GetDirectoryName(keys)! }
            .With("Petition__Keys__Path", keys).With("Petition__Admin__Urls", null)
            .With("Petition__Cluster__Gateways", string.Join(';', silos.Select(silo => $"127.0.0.1:{silo.GatewayPort}")));

    private static bool IsStale(JsonNode count) => (bool?)count["stale"] == true;

    private static async Task<JsonNode> ReadAsync(SigningClient client) =>
        JsonNode.Parse(await client.Http.GetStringAsync(new Uri($"/api/v1/petitions/{client.Slug}/count", UriKind.Relative)))!;

    // Different people over all of them; each tries until it is acknowledged, so that the number is exact.
    private static async Task<long> SignAsync(IReadOnlyList<SigningClient> clients, int from, int signatures)
    {
        var acknowledged = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(from, signatures), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (signer, _) =>
        {
            if (await IsAcknowledgedAsync(clients[signer % clients.Count], signer)) Interlocked.Increment(ref acknowledged);
        });
        return acknowledged;
    }

    private static Task<bool> IsAcknowledgedAsync(SigningClient client, int signer)
    {
        var operation = RunningProgram.NewOperation();
        return Waiting.UntilAsync(Patience, async () => (await client.SignAsync(signer, operation)).Outcome == SigningOutcome.Acknowledged);
    }

    private static Task<bool> AgreeAsync(IReadOnlyList<SigningClient> clients, long count) => Waiting.UntilAsync(Patience, async () =>
    {
        foreach (var client in clients)
            if (await client.CountAsync() != count) return false;
        return true;
    });

    private static async Task<string> CountsAsync(IEnumerable<SigningClient> clients) =>
        string.Join(", ", await Task.WhenAll(clients.Select(client => client.CountAsync())));
}
