using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Signing;

namespace Petitions.Bench.Comparison.Questions;

/// <summary>How fast are signatures acknowledged, beside what people would build instead?</summary>
internal static class SigningComparison
{
    public static Task<bool> RunAsync(TestBed bed, CancellationToken cancel) =>
        new SigningRounds(bed, new SigningServers(bed).Of).RunAsync(cancel);
}
