using System.Diagnostics;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>
/// People sign a running program as fast as it answers, it is killed at a random moment, started again on the same data, and everything
/// that nobody knows is sent again. Then the audit. Over and over, on the same data.
/// </summary>
internal sealed class KillScenario(PetitionStore store, PetitionSettings settings, int seed)
{
    // A kill in a quiet moment proves nothing.
    public const int InFlightMin = 50;
    public static readonly TimeSpan AcknowledgedWithin = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LoadedWithin = TimeSpan.FromSeconds(15);

    private readonly Random _random = new(seed);
    private readonly SigningLoad _load = new(new SigningHistory(), seed);

    public SigningHistory History => _load.History;

    public List<Kill> Kills { get; } = [];

    /// <summary>What the audits found; the first audit with findings ends the scenario.</summary>
    public IReadOnlyList<string> Findings { get; private set; } = [];

    public async Task RunAsync(int kills)
    {
        for (var round = 1; round <= kills && Findings.Count == 0; round++)
        {
            await using var process = await PetitionProcess.StartReadyAsync(settings);
            using var client = await SigningClient.ConnectAsync(settings.PublicBaseUrl);
            if (round > 1) Findings = await new DatabaseAudit(store, client, History).RunAsync(replay: false);
            if (Findings.Count == 0) Kills.Add(await LoadAndKillAsync(process, client, round));
        }

        if (Findings.Count > 0) return;
        await using var last = await PetitionProcess.StartReadyAsync(settings);
        using var auditor = await SigningClient.ConnectAsync(settings.PublicBaseUrl);
        Findings = await new DatabaseAudit(store, auditor, History).RunAsync(replay: true);
    }

    /// <summary>One line of figures.</summary>
    public string Figures(string name) => FormattableString.Invariant($"""
        {name}: seed {seed}, {Kills.Count} kills, {Kills.Min(kill => kill.InFlight)} to {Kills.Max(kill => kill.InFlight)} requests in flight, {History.CountOf(SigningOutcome.Acknowledged)} acknowledged ({Kills.Average(kill => kill.PerSecond):0}/s under load), {History.CountOf(SigningOutcome.Unknown)} unknown, {History.CountOf(SigningOutcome.Refused)} refused, ready again after at most {Kills.Max(kill => kill.ReadyAfter.TotalSeconds):0.0} s
        """);

    private async Task<Kill> LoadAndKillAsync(PetitionProcess process, SigningClient client, int round)
    {
        var before = History.CountOf(SigningOutcome.Acknowledged);
        var since = Stopwatch.GetTimestamp();
        var running = _load.RunAsync(client, round);
        try
        {
            Assert.True(await Waiting.UntilAsync(LoadedWithin, IsUnderLoad), $"The load does not run (seed {seed}):\n{process.Transcript}");
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(100, 1_000)), TestContext.Current.CancellationToken);
            Assert.True(await Waiting.UntilAsync(LoadedWithin, IsUnderLoad), $"The load came to a halt (seed {seed}):\n{process.Transcript}");

            var inFlight = _load.InFlight;
            await process.KillHardAsync();
            var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
            return new(inFlight, process.ReadyAfter, (History.CountOf(SigningOutcome.Acknowledged) - before) / seconds);
        }
        finally
        {
            _load.Stop();
            await running;
        }
    }

    private bool IsUnderLoad() => _load.InFlight >= InFlightMin && _load.SinceAcknowledgement < AcknowledgedWithin;
}

/// <summary>One kill that counts.</summary>
/// <param name="InFlight">Requests without an answer at that moment.</param>
/// <param name="ReadyAfter">How long the killed program had taken to start.</param>
/// <param name="PerSecond">Acknowledged per second under this load.</param>
internal sealed record Kill(int InFlight, TimeSpan ReadyAfter, double PerSecond);
