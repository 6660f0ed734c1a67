using Petitions.Bench.Comparison.Auditing;
using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Reading;
using Petitions.Bench.Comparison.Reporting;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Questions;

/// <summary>How fast are the count and the page read, against the same bytes from a bare Kestrel?</summary>
internal static class ReadComparison
{
    private const int SigningSeconds = 2, Ok = 200, NotModified = 304;

    // The page shows the new count a moment after it was asked for.
    private static readonly TimeSpan PageCatchesUpWithin = TimeSpan.FromSeconds(1);

    public static async Task<bool> RunAsync(TestBed bed, CancellationToken cancel)
    {
        var product = await StartProductAsync(bed, cancel);
        var slug = WarmUp.Petition.Slug;
        var answers = Directory.CreateDirectory(bed.PathOf("answers")).FullName;
        List<RecordedAnswer> recorded =
        [
            await RecordedAnswer.OfAsync(product, $"/api/v1/petitions/{slug}/count", "count", answers, cancel),
            await RecordedAnswer.OfAsync(product, $"/p/{slug}", "page", answers, cancel),
        ];
        var settings = new Dictionary<string, string> { ["Answers"] = answers };
        var bare = await bed.StartServerAsync(ServerPlan.Peer(PeerNames.Bare, bed.Petitions) with { Settings = settings }, cancel);
        await bare.WaitReadyAsync(cancel);

        await MarkdownTable.WriteHeadAsync(bed.Output,
            "answer", "status", "bytes", "bare/s", "this/s", "of bare", "p50 ms", "p99 ms", "program CPU µs", "other answers");
        var holds = true;
        foreach (var answer in recorded)
        {
            foreach (var status in new[] { Ok, NotModified })
            {
                var figures = await ReadingRounds.MeasureAsync(bed.Options, bare, product, answer, status, cancel);
                var bytes = status == NotModified ? 0 : answer.Bytes;
                FormattableString rates = $"{figures.BarePerSecond:0} | {figures.PerSecond:0} | {figures.OfBare:0.00}";
                FormattableString times = $"{figures.P50Milliseconds:0.0} | {figures.P99Milliseconds:0.0}";
                await MarkdownTable.WriteRowAsync(bed.Output,
                    $"{answer.Name} | {status} | {bytes} | {rates} | {times} | {figures.ProgramMicroseconds:0.0} | {figures.Others}");
                holds &= figures.Others == 0;
            }
        }
        return holds;
    }

    // A program with some signatures, whose answers are up to date.
    private static async Task<Server> StartProductAsync(TestBed bed, CancellationToken cancel)
    {
        bed.Petitions.Publish(WarmUp.Petition.Slug);
        var server = await bed.StartServerAsync(ServerPlan.Product(Store.Sqlite, bed.Petitions), cancel);
        await server.WaitReadyAsync(cancel);
        await new SigningLoad(SigningMode.New.Signers, WarmUp.Petition, "reads").RunAsync(server, SigningSeconds, cancel);
        var rows = await StoredSignatures.CountAsync(server, WarmUp.Petition.Pattern, cancel);
        await ShownCount.WaitAsync(server, WarmUp.Petition.Slugs, rows, cancel);
        await RecordedAnswer.ReadAsync(server, $"/p/{WarmUp.Petition.Slug}", cancel);
        await Task.Delay(PageCatchesUpWithin, cancel);
        return server;
    }
}
