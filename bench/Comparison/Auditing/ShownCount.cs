using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Auditing;

/// <summary>The public count, summed over petitions.</summary>
internal static class ShownCount
{
    // It may be shown a little later than it is stored; a peer counts once a second.
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(10);

    public static async Task<long> ReadAsync(Server server, IReadOnlyList<string> slugs, CancellationToken cancel)
    {
        using var http = NewClient(server);
        return await SumAsync(http, slugs, cancel);
    }

    /// <summary>The count as soon as it is the expected one; after 10 s whatever it is.</summary>
    public static async Task<long> WaitAsync(Server server, IReadOnlyList<string> slugs, long expected, CancellationToken cancel)
    {
        using var http = NewClient(server);
        var counts = await CountCheck.WaitForAsync([expected], (_, token) => SumAsync(http, slugs, token), cancel, ShownWithin);
        return counts[0];
    }

    private static HttpClient NewClient(Server server) => new(DirectHttpHandler.New()) { BaseAddress = server.Address };

    private static async Task<long> SumAsync(HttpClient http, IReadOnlyList<string> slugs, CancellationToken cancel)
    {
        var sum = 0L;
        foreach (var slug in slugs) sum += await PublicCount.ReadAsync(http, slug, cancel);
        return sum;
    }
}
