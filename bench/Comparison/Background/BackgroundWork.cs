using System.Globalization;
using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Reporting;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Background;

/// <summary>
/// What work in the background costs those who sign: two programs are measured in turn, of which one has that work. In the end that one
/// does its work while nobody signs.
/// </summary>
/// <param name="bed">What it works with.</param>
/// <param name="doneAsync">How much of the work a server has done so far.</param>
internal sealed class BackgroundWork(TestBed bed, Func<Server, CancellationToken, Task<long>> doneAsync)
{
    private static SignedPetitions PetitionOf(int round) => new($"beside-{round.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The petitions that people sign.</summary>
    public static void Publish(PetitionFolder petitions, int rounds)
    {
        petitions.Publish(WarmUp.Petition.Slug);
        for (var round = 1; round <= rounds; round++) petitions.Publish(PetitionOf(round).Slug);
    }

    /// <param name="output">The Markdown.</param>
    /// <param name="amount">How the amount of work is called.</param>
    /// <param name="idle">When the work is not done.</param>
    /// <param name="busy">When it is.</param>
    /// <param name="unit">What the work consists of.</param>
    public static Task WriteHeadAsync(TextWriter output, string amount, string idle, string busy, string unit) =>
        MarkdownTable.WriteHeadAsync(output,
            "database", amount, $"signing/s {idle}", busy, "ratio", "p99 ms", $"{unit}/s meanwhile", $"{unit}/s while nobody signs");

    /// <summary>Prints a line. Both servers stand still before; afterwards the busy one runs.</summary>
    /// <param name="name">Of the line.</param>
    /// <param name="amount">How much work there is.</param>
    /// <param name="idle">Has the same data, and nothing to do.</param>
    /// <param name="busy">Has the work.</param>
    /// <param name="cancel">Ends the measurement.</param>
    public async Task MeasureAsync(string name, long amount, Server idle, Server busy, CancellationToken cancel)
    {
        var (seconds, rounds) = (bed.Options.Seconds, bed.Options.Rounds);
        var (idleRuns, busyRuns, meanwhile) = (new List<SigningFigures>(), new List<SigningFigures>(), 0L);
        for (var round = 1; round <= rounds; round++)
        {
            await idle.ResumeAsync(cancel);
            idleRuns.Add(await SignAsync(idle, "alone", round, cancel));
            idle.Pause();
            await busy.ResumeAsync(cancel);
            var before = await doneAsync(busy, cancel);
            busyRuns.Add(await SignAsync(busy, "busy", round, cancel));
            meanwhile += await doneAsync(busy, cancel) - before;
            busy.Pause();
        }
        await busy.ResumeAsync(cancel);
        var done = await doneAsync(busy, cancel);
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancel);
        var afterwards = (await doneAsync(busy, cancel) - done) / seconds;

        var (idleRate, busyRate) = (RateOf(idleRuns), RateOf(busyRuns));
        var (idleP99, busyP99) = (P99Of(idleRuns), P99Of(busyRuns));
        FormattableString speed = $"{idleRate:0} | {busyRate:0} | {busyRate / idleRate:0.00} | {idleP99:0.###} → {busyP99:0.###}";
        await MarkdownTable.WriteRowAsync(bed.Output, $"{name} | {amount} | {speed} | {meanwhile / rounds / seconds} | {afterwards}");
    }

    private Task<SigningFigures> SignAsync(Server server, string run, int round, CancellationToken cancel)
    {
        var load = new SigningLoad(SigningMode.New.Signers, PetitionOf(round), run + round.ToString(CultureInfo.InvariantCulture));
        return load.RunAsync(server, bed.Options.Seconds, cancel);
    }

    private static double RateOf(IEnumerable<SigningFigures> runs) => Median.Of(runs.Select(run => run.PerSecond));

    private static double P99Of(IEnumerable<SigningFigures> runs) => Median.Of(runs.Select(run => run.P99Milliseconds));
}
