using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

[Collection(ExclusiveCollection.Name)]
public sealed class KillTests(PostgresServer postgres)
{
    // The target is 5 s; the assertion allows more, for busy machines.
    private static readonly TimeSpan ReadyAgainMax = TimeSpan.FromSeconds(15), StopMax = TimeSpan.FromSeconds(5);

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Acknowledged_signatures_survive_random_kills_and_count_once(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        var seed = Environment.TickCount;
        var scenario = new KillScenario(store, store.Settings.WithWarmUp(), seed);

        await scenario.RunAsync(kills: LongRun.IsOn ? 100 : 5);

        LongRun.Report(scenario.Figures($"kill -9 on {kind}"));
        Assert.True(scenario.Findings.Count == 0, $"Seed {seed}: {string.Join("; ", scenario.Findings)}");
        AssertNothingUnexpected(scenario.History);
        Assert.True(scenario.History.CountOf(SigningOutcome.Unknown) > 0,
            $"Seed {seed}: no outcome was unknown, so no kill interrupted a signature.");
        Assert.All(scenario.Kills, kill => Assert.InRange(kill.ReadyAfter, TimeSpan.Zero, ReadyAgainMax));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_stop_under_load_takes_at_most_5_seconds_and_loses_nothing(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        var history = new SigningHistory();
        var load = new SigningLoad(history, Environment.TickCount);

        await using (var process = await PetitionProcess.StartReadyAsync(store.Settings))
        using (var client = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl))
        {
            var running = load.RunAsync(client, round: 1);
            Assert.True(
                await Waiting.UntilAsync(TimeSpan.FromSeconds(15), () => history.CountOf(SigningOutcome.Acknowledged) > 500),
                    process.Transcript);

            var took = await process.StopAsync();
            load.Stop();
            await running;

            LongRun.Report(FormattableString.Invariant(
                $"stop under load on {kind}: {took.TotalSeconds:0.0} s, {history.CountOf(SigningOutcome.Unknown)} unknown"));
            Assert.Equal(0, process.ExitCode);
            Assert.InRange(took, TimeSpan.Zero, StopMax);
            AssertNothingUnexpected(history);
        }

        await using var again = await PetitionProcess.StartReadyAsync(store.Settings);
        using var auditor = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl);
        Assert.Empty(await new DatabaseAudit(store, auditor, history).RunAsync(replay: true));
    }

    private static void AssertNothingUnexpected(SigningHistory history) =>
        Assert.DoesNotContain(history.Attempts, attempt => attempt.Answer.Outcome == SigningOutcome.Unexpected);
}
