using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>
/// The same load on every server in turn, round after round, and an audit after each run. Each server is started once and gets a fresh
/// petition in each run; while another one is measured it stands still.
/// </summary>
/// <param name="bed">What it works with.</param>
/// <param name="serversOf">The servers of a mode, in the order in which they are measured.</param>
internal sealed class SigningRounds(TestBed bed, Func<SigningMode, IReadOnlyList<ServerPlan>> serversOf)
{
    private readonly Dictionary<string, Server> _servers = [];

    /// <summary>Every server that was started, by its name; all stand still.</summary>
    public IReadOnlyDictionary<string, Server> Servers => _servers;

    /// <summary>Prints the table and writes the files; false when an audit failed.</summary>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var options = bed.Options;
        Publish();
        await StartServersAsync(cancel);
        var runs = new List<RunFigures>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var mode in options.Modes)
            {
                foreach (var plan in serversOf(mode))
                {
                    var run = await new SigningRun(bed, _servers[plan.Name], mode, round).MeasureAsync(cancel);
                    runs.Add(run);
                    await bed.Progress.WriteLineAsync(SigningCsv.LineOf(run));
                }
            }
        }
        var medians = MedianFigures.OfAll(runs);
        await SigningTable.WriteAsync(bed.Output, medians);
        if (options.Out is { } folder) await ResultFolder.WriteAsync(folder, runs, medians, bed.Progress);
        return runs.All(run => run.AuditHolds);
    }

    private void Publish()
    {
        bed.Petitions.Publish(WarmUp.Petition.Slug);
        foreach (var mode in bed.Options.Modes.Where(mode => mode != SigningMode.Many))
            foreach (var round in Enumerable.Range(1, bed.Options.Rounds)) bed.Petitions.Publish(mode.PetitionsOf(round).Slug);
    }

    private async Task StartServersAsync(CancellationToken cancel)
    {
        var (options, started) = (bed.Options, new List<Server>());
        foreach (var plan in options.Modes.SelectMany(serversOf).DistinctBy(plan => plan.Name))
        {
            var server = _servers[plan.Name] = await bed.StartServerAsync(plan, cancel);
            started.Add(server);
            if (plan.Prefilled > 0) await PrefilledSignatures.StoreAsync(server, plan.Prefilled, cancel);
            if (!options.IsSmoke) await WarmUp.RunAsync(server, options.WarmUpSeconds, cancel);
        }
        if (options.IsSmoke) await WarmUp.RunBrieflyAsync(started, cancel);
    }
}
