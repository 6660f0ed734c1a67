using System.Text.RegularExpressions;
using Petitions.Bench.Comparison.Background;
using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Servers;

namespace Petitions.Bench.Comparison.Questions;

/// <summary>What does it cost those who sign that the rows of another petition are erased, whose retention is over?</summary>
internal static partial class EmptyingComparison
{
    private const string LookEverySetting = "Petition__Retention__LookEvery", Rarely = "01:00:00", EachSecond = "00:00:01";

    private const string Past = "opensAt: 2020-01-01T00:00:00Z\nclosesAt: 2020-02-01T00:00:00Z";

    private static readonly TimeSpan FirstRowWithin = TimeSpan.FromSeconds(30);

    public static async Task<bool> RunAsync(TestBed bed, CancellationToken cancel)
    {
        var past = bed.NewPetitionFolder("past-petitions");
        foreach (var folder in new[] { bed.Petitions, past }) BackgroundWork.Publish(folder, bed.Options.Rounds);
        bed.Petitions.Publish(PrefilledSignatures.Slug);
        past.Publish(PrefilledSignatures.Slug, text => OpensAt().Replace(text, Past));
        await BackgroundWork.WriteHeadAsync(
            bed.Output, "rows of the other petition", "while its days last", "while it is emptied", "rows");
        foreach (var store in new[] { Store.Postgres, Store.Sqlite }) await MeasureAsync(bed, store, past, cancel);
        return true;
    }

    private static async Task MeasureAsync(TestBed bed, Store store, PetitionFolder past, CancellationToken cancel)
    {
        var keeping = await StartAsync(bed, ServerPlan.Product(store, bed.Petitions), cancel);
        var emptying = await StartAsync(bed, ServerPlan.Product(store, past, "-emptying"), cancel);
        await emptying.ResumeAsync(cancel);
        await Until.TrueAsync(
            async () => await EmptiedAsync(emptying, cancel) > 0, FirstRowWithin, emptying, "nothing is emptied", cancel);
        emptying.Pause();

        var work = new BackgroundWork(bed, EmptiedAsync);
        await work.MeasureAsync(ServerPlan.DatabaseName(store), bed.Options.Sizes.Emptied, keeping, emptying, cancel);
        await emptying.StopAsync();
        await keeping.StopAsync();
    }

    // Nothing is to be erased before all rows are there, which is so from the second start on.
    private static async Task<Server> StartAsync(TestBed bed, ServerPlan plan, CancellationToken cancel)
    {
        var settings = new Dictionary<string, string> { [LookEverySetting] = Rarely };
        var server = await bed.StartServerAsync(plan with { Settings = settings }, cancel);
        server.Set(LookEverySetting, EachSecond);
        await PrefilledSignatures.StoreAsync(server, bed.Options.Sizes.Emptied, cancel);
        await WarmUp.RunAsync(server, bed.Options.WarmUpSeconds, cancel);
        return server;
    }

    private static Task<long> EmptiedAsync(Server server, CancellationToken cancel) =>
        server.Database!.AskAsync("SELECT count(*) FROM signature WHERE sealed IS NULL", cancel);

    [GeneratedRegex("^opensAt:.*$", RegexOptions.Multiline)]
    private static partial Regex OpensAt();
}
