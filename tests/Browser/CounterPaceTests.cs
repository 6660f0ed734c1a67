using Microsoft.Playwright;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The poll interval of the counter, with a fake API and a fake clock.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class CounterPaceTests(Chromium chromium, BrowserTestProgram program) : HostedCounterTest(chromium, program)
{
    [Theory, InlineData(5_000), InlineData(30_000)]
    public async Task The_poll_interval_follows_nextPollMs_with_jitter(int milliseconds)
    {
        var (page, _, counts) = await OpenCounterAsync(100, 10);
        counts.SetCount(100, 10, pollMilliseconds: milliseconds);
        await counts.PollAsync();

        await NoteWaitsAsync(page);
        for (var question = 0; question < 5; question++) await counts.PollAsync();
        var waits = await WaitsAsync(page);
        Assert.All(waits, wait => Assert.InRange(wait, 0.8 * milliseconds, 1.2 * milliseconds));
        Assert.True(waits.Distinct().Count() > 1, "All counters of the world ask at the same moment.");
    }

    [Fact]
    public async Task A_counter_without_a_stream_polls_and_retries_the_stream_after_minutes()
    {
        var page = await NewPageAsync();
        await page.RouteAsync("**/count/stream", route => route.FulfillAsync(new() { Status = 503 }));
        await page.AddInitScriptAsync(
            """
            window.streamsAt = [];
            window.EventSource = class extends EventSource {
              constructor(...rest) {
                super(...rest);
                streamsAt.push(Date.now());
              }
            };
            """);
        var counts = await FakeCountApi.AnswerAsync(page, 100, 10);
        await page.GotoAsync(SigningPage.PathOf(BrowserPetitions.Quiet));
        await Expect(new Counter(page).Number).ToHaveTextAsync("100");
        await counts.PollAsync();

        await NoteWaitsAsync(page);
        double[] streamsAt = [];
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(60), async () =>
        {
            await counts.PollAsync();
            return (streamsAt = await page.EvaluateAsync<double[]>("() => streamsAt")).Length > 1;
        }), "It never tries again.");
        Assert.InRange(streamsAt[1] - streamsAt[0], 120_000, double.MaxValue);
        var waits = await WaitsAsync(page, before: streamsAt[1]);
        Assert.All(waits, wait => Assert.InRange(wait, 4_000, 6_000));
    }

    // Only timers of seconds; shorter ones belong to animations.
    private static Task NoteWaitsAsync(IPage page) => page.EvaluateAsync(
        """
        () => {
          window.waits = [];
          const set = window.setTimeout;
          window.setTimeout = (what, after) => {
            if (after >= 1000) waits.push({ after, at: Date.now() });
            return set(what, after);
          };
        }
        """);

    private static async Task<double[]> WaitsAsync(IPage page, double before = double.MaxValue)
    {
        var waits = await page.EvaluateAsync<double[]>("before => waits.filter(wait => wait.at < before).map(wait => wait.after)", before);
        Assert.NotEmpty(waits);
        return waits;
    }
}
