using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>
/// Promise 5, tested over HTTP: neither the content nor the duration of an answer reveals whether an address has signed.
/// </summary>
[Collection(ExclusiveCollection.Name)]
public sealed class IndistinguishableAnswerTests(PostgresServer postgres)
{
    // By chance, 1 comparison in 1,000 falls below it, and 2 in a row 1 in 1,000,000.
    private const double Alpha = 0.001;

    private static readonly int Pairs = LongRun.IsOn ? 2_000 : 200;

    [Theory]
    [InlineData(StoreKind.Sqlite, "none"), InlineData(StoreKind.Sqlite, "email")]
    [InlineData(StoreKind.Postgres, "none"), InlineData(StoreKind.Postgres, "email")]
    public async Task New_and_repeated_signatures_have_equal_answers_and_durations(StoreKind kind, string confirmation)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        using var documents = DocumentsWith(confirmation);
        await using var process = await PetitionProcess.StartReadyAsync(With(documents, store.Settings));
        using var http = OneConnection(store.Settings.PublicBaseUrl);

        foreach (var asForm in new[] { false, true })
        {
            var calls = new IndistinguishableCalls(http, "old-lamp", asForm);
            await calls.PrepareAsync();
            var name = $"{kind}, confirmation {confirmation}, {(asForm ? "form" : "JSON")}";
            var areAlike = await AreTimesAlikeAsync(calls, name) || await AreTimesAlikeAsync(calls, name + ", again");
            Assert.True(areAlike, $"{name}: the durations reveal who has signed");
            Assert.Equal(Assert.Single(calls.NewAnswers), Assert.Single(calls.RepeatedAnswers));
            var status = confirmation == "email" ? "202" : "201";
            Assert.StartsWith(asForm ? "303" : status, calls.NewAnswers.Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_comparison_detects_repeats_that_skip_the_commit()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        using var documents = DocumentsWith("none");
        // Without the minimum response time, which would hide the difference.
        var hurried = With(documents, store.Settings with { Program = ProgramFiles.FaultyProduct })
            .With("PETITION_TEST_FAULT", "repeats-skip-the-commit").With("Petition__Http__MinimumResponseTime", "00:00:00");
        await using var process = await PetitionProcess.StartReadyAsync(hurried);
        using var http = OneConnection(store.Settings.PublicBaseUrl);
        var calls = new IndistinguishableCalls(http, "old-lamp", asForm: false);
        await calls.PrepareAsync();
        Assert.False(await AreTimesAlikeAsync(calls, "planted repeats-skip-the-commit"));
    }

    private static async Task<bool> AreTimesAlikeAsync(IndistinguishableCalls calls, string name)
    {
        var (fresh, repeated) = await calls.MeasureAsync(Pairs);
        var p = RankSum.PValue(fresh, repeated);
        LongRun.Report($"alike, {name}: p = {p:g3} over 2 x {Pairs} calls; "
            + $"median new {Median(fresh):f0} us, repeated {Median(repeated):f0} us");
        return p >= Alpha;
    }

    private static PetitionSettings With(ScratchFolder documents, PetitionSettings settings) => settings
        .With("Petition__Documents", documents.Path).With("Petition__Signing__ActivationsMax", $"{IndistinguishableCalls.RememberedMax}");

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static ScratchFolder DocumentsWith(string confirmation)
    {
        var folder = new ScratchFolder();
        File.WriteAllText(folder.At("old-lamp.en.md"), SampleDocument.Open(confirmation));
        return folder;
    }

    private static HttpClient OneConnection(Uri address) => new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, MaxConnectionsPerServer = 1 })
    {
        BaseAddress = address,
    };
}
