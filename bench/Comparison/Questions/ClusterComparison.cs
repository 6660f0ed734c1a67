using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Comparison.Signing;

namespace Petitions.Bench.Comparison.Questions;

/// <summary>What do two silos and a front end of its own cost, beside the same program in one process?</summary>
internal static class ClusterComparison
{
    public static Task<bool> RunAsync(TestBed bed, CancellationToken cancel)
    {
        var usual = new SigningServers(bed);
        IReadOnlyList<ServerPlan> measured =
            [usual.Bare, ServerPlan.Product(Store.Postgres, bed.Petitions), ServerPlan.Cluster(bed.Petitions)];
        return new SigningRounds(bed, mode => mode == SigningMode.Many ? usual.Of(mode) : measured).RunAsync(cancel);
    }
}
