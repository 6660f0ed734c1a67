using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Playwright;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>A fake count API for one page. Moves the page's clock, so that no test waits for the next request.</summary>
internal sealed class FakeCountApi
{
    private const int PollMilliseconds = 5_000;

    // More than the longest interval with jitter and less than twice the shortest: at most one request falls into a step.
    private const int StepMilliseconds = 6_100;

    private static readonly TimeSpan RequestWithin = TimeSpan.FromSeconds(15);

    private static readonly DateTimeOffset AsOf = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    private readonly IPage _page;
    private int _countRequests;
    private int _historyRequests;
    private volatile string _answer;
    private volatile string _history = HistoryJson([]);
    private volatile int _status = 200;

    private FakeCountApi(IPage page, string answer) => (_page, _answer) = (page, answer);

    /// <summary>Requests of the count so far.</summary>
    public int CountRequests => Volatile.Read(ref _countRequests);

    /// <summary>Requests of the history so far.</summary>
    public int HistoryRequests => Volatile.Read(ref _historyRequests);

    /// <summary>The petition of the last request.</summary>
    public string Petition { get; private set; } = "";

    /// <summary>The headers of the last request.</summary>
    public ImmutableDictionary<string, string> Headers { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Starts answering; call it before the page is loaded.</summary>
    public static async Task<FakeCountApi> AnswerAsync(IPage page, long count, long version, long? goal = null)
    {
        var script = new FakeCountApi(page, Json(count, version, goal));
        await page.Clock.InstallAsync();
        await page.RouteAsync("**/api/v1/petitions/*/history", async route =>
        {
            Interlocked.Increment(ref script._historyRequests);
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
            Interlocked.Increment(ref script._countRequests);
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

    /// <summary>Sets the next responses; also older versions and failures.</summary>
    public void SetCount(
        long count, long version, long? goal = null, int status = 200, string state = "open", bool isStale = false,
        int pollMilliseconds = PollMilliseconds) =>
        (_answer, _status) = (Json(count, version, goal, state, isStale, pollMilliseconds), status);

    /// <summary>Sets the history: signatures from and to so many hours ago.</summary>
    public void SetHistory(params (int From, int To, int Signatures)[] periods) => _history = HistoryJson(periods);

    /// <summary>Moves the clock until the counter has sent another request and processed its response.</summary>
    public async Task PollAsync()
    {
        // The second request shows that the first response was processed.
        await NextRequestAsync();
        await NextRequestAsync();
    }

    /// <summary>Moves the clock by 10 min; returns the number of requests.</summary>
    public async Task<int> RequestsInTenMinutesAsync()
    {
        var before = CountRequests;
        for (var step = 0; step < 10; step++) await _page.Clock.RunForAsync(60_000);
        return CountRequests - before;
    }

    /// <summary>
    /// Moves the clock until the next request and returns the minutes; an upper bound while the last response is still being processed.
    /// </summary>
    public async Task<int> MinutesUntilRequestAsync()
    {
        var (before, minutes) = (CountRequests, 0);
        var asked = await Waiting.UntilAsync(RequestWithin, async () =>
        {
            if (CountRequests > before) return true;
            await _page.Clock.RunForAsync(60_000);
            minutes++;
            return false;
        });
        Assert.True(asked, "The counter does not ask any more.");
        return minutes;
    }

    /// <summary>Waits for the next request without moving the clock.</summary>
    public async Task ExpectRequestAsync(int before) =>
        Assert.True(await Waiting.UntilAsync(RequestWithin, () => CountRequests > before), "The counter did not ask.");

    private async Task NextRequestAsync()
    {
        var before = CountRequests;
        var asked = await Waiting.UntilAsync(RequestWithin, async () =>
        {
            if (CountRequests == before) await _page.Clock.RunForAsync(StepMilliseconds);
            return CountRequests > before;
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
        periods = periods.Select(period =>
            new { from = AsOf.AddHours(-period.From), to = AsOf.AddHours(-period.To), signatures = period.Signatures }),
    });
}
