using System.Globalization;
using Petitions.Bench.Comparison.Auditing;
using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Reporting;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Comparison.Signing;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Comparison.Questions;

/// <summary>
/// How fast are retries and repeats; and how much memory does a million signatures take, and how long until they are served again after a
/// restart?
/// </summary>
internal static class MillionComparison
{
    private static readonly SignedPetitions Petition = new("million");

    public static async Task<bool> RunAsync(TestBed bed, CancellationToken cancel)
    {
        var usual = new SigningServers(bed);
        if (bed.Options.Modes.All(mode => mode == SigningMode.Many)) throw new UsageException("--million needs another mode than many.");
        bed.Petitions.Publish(Petition.Slug);
        var rounds = new SigningRounds(bed, usual.Of);
        var holds = await rounds.RunAsync(cancel);

        var fillings = new List<Filling>();
        foreach (var plan in usual.Product) fillings.Add(await FillAsync(bed, rounds.Servers[plan.Name], cancel));
        await WriteAsync(bed.Output, fillings);
        return holds && fillings.All(filling => filling.Holds);
    }

    // Signs until a million are stored, each signature answered before the load stops, and starts the program again.
    private static async Task<Filling> FillAsync(TestBed bed, Server server, CancellationToken cancel)
    {
        await server.ResumeAsync(cancel);
        var (before, acknowledged) = (await StoredSignatures.CountAsync(server, "%", cancel), 0L);
        server.ForgetPeakMemory();
        for (var run = 1; before + acknowledged < bed.Options.Sizes.Million; run++)
        {
            var load = new SigningLoad(SigningMode.New.Signers, Petition, "million" + run.ToString(CultureInfo.InvariantCulture));
            var figures = await load.RunAsync(server, bed.Options.Seconds, cancel);
            if (figures.Acknowledged == 0) throw new MeasurementException($"{server.Name} acknowledges nothing.");
            acknowledged += figures.Acknowledged;
        }
        var rows = await StoredSignatures.CountAsync(server, Petition.Slug, cancel);
        var count = await ShownCount.WaitAsync(server, Petition.Slugs, acknowledged, cancel);
        var (peakMb, readyEmpty) = (server.PeakMemoryMb, server.ReadyMilliseconds);

        await server.StopAsync();
        await server.StartAsync(cancel);
        await server.WaitReadyAsync(cancel);
        var readyFull = server.ReadyMilliseconds;
        await server.StopAsync();
        return new(server.Name, before, acknowledged, rows, count, peakMb, readyEmpty, readyFull);
    }

    private static async Task WriteAsync(TextWriter output, IReadOnlyList<Filling> fillings)
    {
        await output.WriteLineAsync();
        await MarkdownTable.WriteHeadAsync(output,
            "store", "stored before", "then acknowledged", "rows", "count of these", "peak MB", "ready ms, empty", "ready ms, a million",
            "audit");
        foreach (var each in fillings)
        {
            var audit = each.Holds ? SigningAudit.Good : "audit failed";
            FormattableString stored = $"{each.Before} | {each.Acknowledged} | {each.Rows} | {each.Count}";
            await MarkdownTable.WriteRowAsync(output,
                $"{each.Server} | {stored} | {each.PeakMb} | {each.ReadyEmpty} | {each.ReadyFull} | {audit}");
        }
    }

    private sealed record Filling(
        string Server, long Before, long Acknowledged, long Rows, long Count, long PeakMb, long? ReadyEmpty, long? ReadyFull)
    {
        public bool Holds => Rows == Acknowledged && Count == Acknowledged;
    }
}
