using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Target;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>
/// Promise 5 for many calls at once, on a disk that takes longer for a flush than the minimum response time: the durations of a burst for
/// one address do not reveal whether it has signed.
/// </summary>
[Collection(ExclusiveCollection.Name)]
public sealed class IndistinguishableBurstTests
{
    // As many as may be in flight for one signer.
    private const int Calls = 16;

    // The flush of a network disk.
    private const int FlushMilliseconds = 8;

    private static readonly int Pairs = LongRun.IsOn ? 2_000 : 100;

    // 3.3 standard errors; chance alone exceeds it once in 1,000 comparisons.
    private static readonly double Tolerance = LongRun.IsOn ? 0.03 : 0.135;

    [Theory, InlineData("none"), InlineData("email")]
    public Task Bursts_for_new_and_known_addresses_take_equally_long_with_SQLite(string confirmation)
    {
        if (confirmation == "email") LongRun.SkipUnlessOn();
        return CompareAsync(StoreKind.Sqlite, confirmation);
    }

    [Theory, InlineData("none"), InlineData("email")]
    public Task Bursts_for_new_and_known_addresses_take_equally_long_with_PostgreSQL(string confirmation)
    {
        if (confirmation == "none") LongRun.SkipUnlessOn();
        return CompareAsync(StoreKind.Postgres, confirmation);
    }

    private static async Task CompareAsync(StoreKind kind, string confirmation)
    {
        using var disk = await SlowDisk.PrepareAsync(TestContext.Current.CancellationToken);
        await using var server = kind == StoreKind.Postgres
            ? await TemporaryPostgres.StartAsync(disk.Environment, [], TestContext.Current.CancellationToken) : null;
        using var data = new ScratchFolder();
        var settings = new PetitionSettings { DataPath = data.Path, PostgresConnectionString = server?.ConnectionString }
            .WithDocuments(folder => File.WriteAllText(Path.Combine(folder, "old-lamp.en.md"), SampleDocument.Open(confirmation)));
        if (server is null) foreach (var (variable, value) in disk.Environment) settings = settings.With(variable, value);
        await using var process = await PetitionProcess.StartReadyAsync(settings);
        using var http = ManyConnections(settings.PublicBaseUrl);

        var calls = new IndistinguishableCalls(http, "old-lamp", asForm: false);
        await calls.PrepareAsync();
        await calls.MeasureBurstsAsync(20, Calls);
        disk.Enable(FlushMilliseconds);
        var name = $"{kind}, confirmation {confirmation}";
        var areAlike = await AreBurstsAlikeAsync(calls, name) || await AreBurstsAlikeAsync(calls, name + ", again");
        Assert.True(areAlike, $"{name}: the durations of bursts reveal who has signed");
        Assert.Equal(Assert.Single(calls.NewAnswers), Assert.Single(calls.RepeatedAnswers));
    }

    private static async Task<bool> AreBurstsAlikeAsync(IndistinguishableCalls calls, string name)
    {
        var (fresh, repeated) = await calls.MeasureBurstsAsync(Pairs, Calls);
        var shortest = RankSum.ProbabilityOfGreater(fresh.Shortest, repeated.Shortest);
        var mean = RankSum.ProbabilityOfGreater(fresh.Mean, repeated.Mean);
        var longest = RankSum.ProbabilityOfGreater(fresh.Longest, repeated.Longest);
        LongRun.Report($"bursts of {Calls}, {name}: a new address takes longer with probability {shortest:f3} (shortest), "
            + $"{mean:f3} (mean), {longest:f3} (longest) over 2 x {Pairs}; "
            + $"median longest {Median(fresh.Longest):f0} and {Median(repeated.Longest):f0} us");
        return new[] { shortest, mean, longest }.All(probability => Math.Abs(probability - 0.5) <= Tolerance);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static HttpClient ManyConnections(Uri address) => new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, MaxConnectionsPerServer = Calls })
    {
        BaseAddress = address,
    };
}
