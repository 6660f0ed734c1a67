using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The counter on another site while the count changes, with a fake API and a fake clock.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class CounterTests(Chromium chromium, BrowserTestProgram program) : HostedCounterTest(chromium, program)
{
    [Fact]
    public async Task A_hidden_tab_sends_no_request_and_a_visible_one_at_once()
    {
        var (page, _, counts) = await OpenCounterAsync(100, 10);
        await counts.PollAsync();

        await page.SetHiddenAsync(true);
        Assert.Equal(0, await counts.RequestsInTenMinutesAsync());

        var before = counts.CountRequests;
        await page.SetHiddenAsync(false);
        await counts.ExpectRequestAsync(before);
    }

    [Fact]
    public async Task A_paused_counter_sends_no_request_until_it_is_resumed()
    {
        var (_, counter, counts) = await OpenCounterAsync(100, 10);
        await counter.Pause.ClickAsync();
        counts.SetCount(200, 20);
        Assert.Equal(0, await counts.RequestsInTenMinutesAsync());
        await Expect(counter.Number).ToHaveTextAsync("100");
        await counter.Pause.ClickAsync();
        await Expect(counter.Number).ToHaveTextAsync("200");
    }

    [Fact]
    public async Task An_older_version_is_ignored_and_a_withdrawal_is_shown()
    {
        var (_, counter, counts) = await OpenCounterAsync(1_234, 10);
        await counter.WatchAsync("[part=number]");
        counts.SetCount(1_200, 9);
        await counts.PollAsync();
        counts.SetCount(1_233, 10);
        await counts.PollAsync();
        Assert.Empty(await counter.SeenAsync());
        counts.SetCount(1_233, 11);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("1,233");
    }

    [Fact]
    public async Task A_rounded_count_rises_within_one_version_and_does_not_fall()
    {
        var (_, counter, counts) = await OpenCounterAsync(990, 1_000, goal: 1_000);
        counts.SetCount(1_000, 1_000, goal: 5_000);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("1,000");

        // The answer of a process that is nine signatures behind, within the same rounding step of the version.
        await counter.WatchAsync("[part=number]");
        counts.SetCount(990, 1_000, goal: 1_000);
        await counts.PollAsync();
        Assert.DoesNotContain("990", await counter.SeenAsync());
        await Expect(counter.Number).ToHaveTextAsync("1,000");
        await Expect(counter.Element).ToContainTextAsync("of 5,000 signatures");
    }

    [Fact]
    public async Task A_petition_that_becomes_unknown_keeps_its_count_and_polls_back_off()
    {
        var (page, counter, counts) = await OpenCounterAsync(100, 10);
        var said = PageErrors.Of(page);
        counts.SetCount(0, 0, status: 404);
        for (var time = 0; time < 3; time++) await counts.PollAsync();
        // The interval is now 4 to 6 min.
        Assert.InRange(await counts.MinutesUntilRequestAsync(), 4, int.MaxValue);
        await Expect(counter.Number).ToHaveTextAsync("100");
        await Expect(counter.Number).ToBeVisibleAsync();
        Assert.Empty(said);

        counts.SetCount(101, 11);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("101");
    }

    [Fact]
    public async Task A_petition_published_again_starts_from_its_new_count()
    {
        var (_, counter, counts) = await OpenCounterAsync(100, 10);
        counts.SetCount(0, 0, status: 404);
        await counts.PollAsync();
        counts.SetCount(5, 1);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("5");
    }

    [Fact]
    public async Task A_reached_goal_is_announced_once_and_nothing_else_is()
    {
        var (_, counter, counts) = await OpenCounterAsync(998, 10, goal: 1_000);
        await counter.WatchAsync("[role=status]");
        foreach (var (count, version, goal) in new[] { (999, 11, 1_000), (1_003, 12, 5_000), (1_004, 13, 5_000), (999, 14, 1_000),
            (1_001, 15, 5_000) })
        {
            counts.SetCount(count, version, goal);
            await counts.PollAsync();
        }
        await Expect(counter.Number).ToHaveTextAsync("1,001");
        Assert.Equal(["1,000 signatures reached!"], await counter.SeenAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_number_is_animated_unless_reduced_motion_is_preferred(bool reduced)
    {
        var (_, counter, counts) = await OpenCounterAsync(
            900, 10, goal: 1_000, new() { ReducedMotion = reduced ? ReducedMotion.Reduce : ReducedMotion.NoPreference });
        await counter.WatchAsync("[part=number]");
        counts.SetCount(1_900, 11, goal: 5_000);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("1,900");

        var seen = (await counter.SeenAsync()).Distinct().ToList();
        if (!reduced)
        {
            Assert.True(seen.Count > 1, "The number did not run.");
            return;
        }
        Assert.Equal(["1,900"], seen);
        Assert.Equal(0, await counter.Element.EvaluateAsync<int>("counter => counter.shadowRoot.getAnimations().length"));
    }

    [Fact]
    public async Task The_confetti_of_a_reached_goal_makes_no_page_scroll()
    {
        var snippet = Counter.Snippet(Program.Address, BrowserPetitions.Quiet, "de");
        await using var narrow = await HostSite.StartAsync($"""<div style="float: right; width: 200px">{snippet}</div>""");
        var (page, counter, counts) = await OpenCounterAsync(
            999, 10, goal: 1_000, new() { ReducedMotion = ReducedMotion.NoPreference }, narrow, "de");
        // Stops the animation at its widest point.
        await counter.Element.EvaluateAsync(
            """
            counter => new MutationObserver(() => {
              for (const flight of counter.shadowRoot.getAnimations()) {
                flight.pause();
                flight.currentTime = 1_799;
              }
            }).observe(counter.shadowRoot, { childList: true, subtree: true })
            """);
        counts.SetCount(1_000, 11, goal: 5_000);
        await counts.PollAsync();
        await Expect(counter.Element.Locator("i")).ToHaveCountAsync(25);
        Assert.Equal(await page.EvaluateAsync<int>("() => innerWidth"),
            await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task In_a_narrow_column_the_link_is_no_wider_than_the_bar()
    {
        var snippet = Counter.Snippet(Program.Address, BrowserPetitions.Quiet)
            .Replace("Sign the letter", "Brief unterschreiben", StringComparison.Ordinal);
        await using var narrow = await HostSite.StartAsync($"""<div style="width: 180px">{snippet}</div>""");
        var (_, counter, _) = await OpenCounterAsync(1, 1, goal: 100, host: narrow);
        var (link, bar) = (await counter.Link.BoundingBoxAsync(), await counter.Bar.BoundingBoxAsync());
        Assert.InRange(link!.X + link.Width, 0, bar!.X + bar.Width);
    }

    [Fact]
    public async Task A_petition_that_closes_is_marked_as_closed_beside_its_count()
    {
        var (_, counter, counts) = await OpenCounterAsync(5, 10);
        await Expect(counter.Element).Not.ToContainTextAsync("closed");
        counts.SetCount(5, 11, state: "closed");
        await counts.PollAsync();
        await Expect(counter.Element).ToContainTextAsync("5 signatures (closed)");
    }

    [Theory, InlineData("en", "5 signatures (as of 10:00\u202fAM)"), InlineData("de", "5 Unterschriften (Stand 10:00)")]
    public async Task A_stale_count_shows_its_time_until_it_is_current_again(string lang, string says)
    {
        await using var host = await HostSite.StartAsync(Counter.Snippet(Program.Address, BrowserPetitions.Quiet, lang));
        var (_, counter, counts) = await OpenCounterAsync(5, 10, options: new() { TimezoneId = "UTC" }, host: host, lang: lang);
        var now = says[..says.IndexOf(" (", StringComparison.Ordinal)];
        await Expect(counter.Figure).ToHaveTextAsync(now);
        counts.SetCount(5, 10, isStale: true);
        await counts.PollAsync();
        await Expect(counter.Figure).ToHaveTextAsync(says);
        counts.SetCount(5, 10);
        await counts.PollAsync();
        await Expect(counter.Figure).ToHaveTextAsync(now);
    }

    [Fact]
    public async Task Inside_a_shadow_tree_the_counter_uses_the_language_of_the_page()
    {
        var page = await NewPageAsync();
        await FakeCountApi.AnswerAsync(page, 2, 1);
        await page.GotoAsync(Host.Address.AbsoluteUri);
        await page.EvaluateAsync(
            """
            () => {
              document.documentElement.lang = 'de';
              const other = document.createElement('div');
              other.id = 'other';
              other.attachShadow({ mode: 'open' }).append(document.querySelector('petition-counter'));
              other.shadowRoot.firstChild.removeAttribute('lang');
              document.body.append(other);
            }
            """);
        await Expect(page.Locator("#other petition-counter")).ToContainTextAsync("Unterschriften bisher");
    }

    [Fact]
    public async Task Without_a_response_the_link_stays_and_the_request_is_repeated_later()
    {
        var page = await NewPageAsync();
        var counts = await FakeCountApi.AnswerAsync(page, 0, 0);
        counts.SetCount(0, 0, status: 503);
        await page.GotoAsync(Host.Address.AbsoluteUri);
        await counts.ExpectRequestAsync(0);
        var counter = new Counter(page);
        await Expect(counter.Number).ToBeHiddenAsync();
        await Expect(counter.Link).ToBeVisibleAsync();

        counts.SetCount(7, 1);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("7");
        await Expect(counter.Link).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_request_carries_neither_cookies_nor_a_referrer()
    {
        var (_, _, counts) = await OpenCounterAsync(1, 1);
        Assert.DoesNotContain("cookie", counts.Headers.Keys);
        Assert.DoesNotContain("referer", counts.Headers.Keys);
    }
}
