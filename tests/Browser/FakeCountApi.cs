using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Playwright;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>Answers a counter in place of the program, and moves the clock of its page, so that nobody waits for the next question.</summary>
internal sealed class FakeCountApi
{
    private const int PollMilliseconds = 5_000;

    // More than the longest wait with its jitter, and less than twice the shortest: at most one question falls into it.
    private const int StepMilliseconds = 6_100;

    private static readonly TimeSpan AsksWithin = TimeSpan.FromSeconds(15);

    private static readonly DateTimeOffset AsOf = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    private readonly IPage _page;
    private int _asked;
    private int _remembered;
    private volatile string _answer;
    private volatile string _history = HistoryJson([]);
    private volatile int _status = 200;

    private FakeCountApi(IPage page, string answer) => (_page, _answer) = (page, answer);

    /// <summary>How often the counter has asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>How often it was told how the count came about.</summary>
    public int Remembered => Volatile.Read(ref _remembered);

    /// <summary>The petition that the last question was about.</summary>
    public string Petition { get; private set; } = "";

    /// <summary>What the last question was asked with.</summary>
    public ImmutableDictionary<string, string> Headers { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Before the page is loaded.</summary>
    public static async Task<FakeCountApi> AnswerAsync(IPage page, long count, long version, long? goal = null)
    {
        var script = new FakeCountApi(page, Json(count, version, goal));
        await page.Clock.InstallAsync();
        await page.RouteAsync("**/api/v1/petitions/*/history", async route =>
        {
            Interlocked.Increment(ref script._remembered);
            await route.FulfillAsync(new()
            {
                ContentType = "application/json",
                Headers = [new("Access-Control-Allow-Origin", "*")],
                Body = script._history,
            });
        });
        await page.RouteAsync("**/api/v1/petitions/*/count", async route =>
        {
            script.Petition = new Uri(route.Request.Url).Segments[^2].TrimEnd('/');
            Interlocked.Increment(ref script._asked);
            script.Headers = (await route.Request.AllHeadersAsync()).ToImmutableDictionary();
            await route.FulfillAsync(new()
            {
                Status = script._status,
                ContentType = "application/json",
                Headers = [new("Access-Control-Allow-Origin", "*")],
                Body = script._answer,
            });
        });
        return script;
    }

    /// <summary>The next answers; an older version or a status of failure as well.</summary>
    public void Become(
        long count, long version, long? goal = null, int status = 200, string state = "open", bool isStale = false, int pollMilliseconds = PollMilliseconds) =>
        (_answer, _status) = (Json(count, version, goal, state, isStale, pollMilliseconds), status);

    /// <summary>What it is told next of how the count came about: signatures between so many hours ago and so many.</summary>
    public void Remember(params (int From, int To, int Signatures)[] periods) => _history = HistoryJson(periods);

    /// <summary>Lets time pass until the counter has asked again and has looked at the answer.</summary>
    public async Task PollAsync()
    {
        // It asks again only after it has dealt with the answer before.
        await AskAsync();
        await AskAsync();
    }

    /// <summary>Lets ten minutes pass; returns how often it asked.</summary>
    public async Task<int> WaitLongAsync()
    {
        var before = Asked;
        for (var step = 0; step < 10; step++) await _page.Clock.RunForAsync(60_000);
        return Asked - before;
    }

    /// <summary>
    /// Lets minutes pass until it has asked again, and returns how many; more than there were when it was still looking at its last answer.
    /// </summary>
    public async Task<int> MinutesUntilAskedAsync()
    {
        var (before, minutes) = (Asked, 0);
        var asked = await Waiting.UntilAsync(AsksWithin, async () =>
        {
            if (Asked > before) return true;
            await _page.Clock.RunForAsync(60_000);
            minutes++;
            return false;
        });
        Assert.True(asked, "The counter does not ask any more.");
        return minutes;
    }

    /// <summary>Waits for the next question without moving the clock.</summary>
    public async Task ExpectAskedAsync(int before) => Assert.True(await Waiting.UntilAsync(AsksWithin, () => Asked > before), "The counter did not ask.");

    private async Task AskAsync()
    {
        var before = Asked;
        var asked = await Waiting.UntilAsync(AsksWithin, async () =>
        {
            if (Asked == before) await _page.Clock.RunForAsync(StepMilliseconds);
            return Asked > before;
        });
        Assert.True(asked, "The counter does not ask any more.");
    }

    private static string Json(
        long count, long version, long? goal, string state = "open", bool isStale = false, int pollMilliseconds = PollMilliseconds) =>
        JsonSerializer.Serialize(new { count, goal, asOf = AsOf, version, state, nextPollMs = pollMilliseconds, stale = isStale });

    private static string HistoryJson((int From, int To, int Signatures)[] periods) => JsonSerializer.Serialize(new
    {
        asOf = AsOf,
        total = 0,
        periods = periods.Select(period => new { from = AsOf.AddHours(-period.From), to = AsOf.AddHours(-period.To), signatures = period.Signatures }),
    });
}
