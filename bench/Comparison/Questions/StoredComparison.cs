using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Comparison.Signing;

namespace Petitions.Bench.Comparison.Questions;

/// <summary>How much slower is signing a petition that has ten million signatures already?</summary>
internal static class StoredComparison
{
    public static Task<bool> RunAsync(TestBed bed, CancellationToken cancel)
    {
        var usual = new SigningServers(bed);
        IReadOnlyList<ServerPlan> measured =
        [
            usual.Bare,
            ServerPlan.Product(Store.Postgres, bed.Petitions), Prefilled(Store.Postgres),
            ServerPlan.Product(Store.Sqlite, bed.Petitions), Prefilled(Store.Sqlite),
        ];
        return new SigningRounds(bed, mode => mode == SigningMode.Stored ? measured : usual.Of(mode)).RunAsync(cancel);

        ServerPlan Prefilled(Store store) =>
            ServerPlan.Product(store, bed.Petitions, "-stored") with { Prefilled = bed.Options.Sizes.Stored };
    }
}
