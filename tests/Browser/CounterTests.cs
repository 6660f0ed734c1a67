using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>How the counter behaves on another site while the count moves; the counts are made up, and time is moved by hand.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class CounterTests(Chromium chromium, BrowserTestProgram program) : HostedCounterTest(chromium, program)
{
    [Fact]
    public async Task A_hidden_tab_asks_nothing_and_asks_at_once_when_it_is_seen_again()
    {
        var (page, _, counts) = await OpenCounterAsync(100, 10);
        await counts.PollAsync();

        await page.SetHiddenAsync(true);
        Assert.Equal(0, await counts.WaitLongAsync());

        var before = counts.Asked;
        await page.SetHiddenAsync(false);
        await counts.ExpectAskedAsync(before);
    }

    [Fact]
    public async Task A_paused_counter_asks_nothing_until_it_is_resumed()
    {
        var (_, counter, counts) = await OpenCounterAsync(100, 10);
        await counter.Pause.ClickAsync();
        counts.Become(200, 20);
        Assert.Equal(0, await counts.WaitLongAsync());
        await Expect(counter.Number).ToHaveTextAsync("100");
        await counter.Pause.ClickAsync();
        await Expect(counter.Number).ToHaveTextAsync("200");
    }

    [Fact]
    public async Task An_answer_of_an_older_version_changes_nothing_and_a_withdrawal_is_shown()
    {
        var (_, counter, counts) = await OpenCounterAsync(1_234, 10);
        await counter.WatchAsync("[part=number]");
        counts.Become(1_200, 9);
        await counts.PollAsync();
        counts.Become(1_233, 10);
        await counts.PollAsync();
        Assert.Empty(await counter.SeenAsync());
        counts.Become(1_233, 11);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("1,233");
    }

    [Fact]
    public async Task Where_it_is_rounded_a_count_rises_within_one_version_and_does_not_fall()
    {
        var (_, counter, counts) = await OpenCounterAsync(990, 1_000, goal: 1_000);
        counts.Become(1_000, 1_000, goal: 5_000);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("1,000");

        // What a program answers that knows of nine signatures less, and of the same ten of them.
        await counter.WatchAsync("[part=number]");
        counts.Become(990, 1_000, goal: 1_000);
        await counts.PollAsync();
        Assert.DoesNotContain("990", await counter.SeenAsync());
        await Expect(counter.Number).ToHaveTextAsync("1,000");
        await Expect(counter.Element).ToContainTextAsync("of 5,000 signatures");
    }

    [Fact]
    public async Task A_petition_that_was_known_and_is_not_any_more_keeps_its_number_and_is_asked_for_less_and_less()
    {
        var (page, counter, counts) = await OpenCounterAsync(100, 10);
        var said = PageErrors.Of(page);
        counts.Become(0, 0, status: 404);
        for (var time = 0; time < 3; time++) await counts.PollAsync();
        // Every four to six minutes by now.
        Assert.InRange(await counts.MinutesUntilAskedAsync(), 4, int.MaxValue);
        await Expect(counter.Number).ToHaveTextAsync("100");
        await Expect(counter.Number).ToBeVisibleAsync();
        Assert.Empty(said);

        counts.Become(101, 11);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("101");
    }

    [Fact]
    public async Task A_petition_that_was_gone_and_is_published_anew_begins_anew()
    {
        var (_, counter, counts) = await OpenCounterAsync(100, 10);
        counts.Become(0, 0, status: 404);
        await counts.PollAsync();
        counts.Become(5, 1);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("5");
    }

    [Fact]
    public async Task A_goal_is_read_out_once_and_nothing_else_is()
    {
        var (_, counter, counts) = await OpenCounterAsync(998, 10, goal: 1_000);
        await counter.WatchAsync("[role=status]");
        foreach (var (count, version, goal) in new[] { (999, 11, 1_000), (1_003, 12, 5_000), (1_004, 13, 5_000), (999, 14, 1_000), (1_001, 15, 5_000) })
        {
            counts.Become(count, version, goal);
            await counts.PollAsync();
        }
        await Expect(counter.Number).ToHaveTextAsync("1,001");
        Assert.Equal(["1,000 signatures reached!"], await counter.SeenAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_number_runs_up_only_where_motion_is_welcome(bool reduced)
    {
        var (_, counter, counts) = await OpenCounterAsync(
            900, 10, goal: 1_000, new() { ReducedMotion = reduced ? ReducedMotion.Reduce : ReducedMotion.NoPreference });
        await counter.WatchAsync("[part=number]");
        counts.Become(1_900, 11, goal: 5_000);
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
    public async Task Paper_that_flies_when_a_goal_is_reached_makes_no_page_scroll()
    {
        await using var narrow = await HostSite.StartAsync($"""<div style="float: right; width: 200px">{Counter.Snippet(Program.Address, BrowserPetitions.Quiet, "de")}</div>""");
        var (page, counter, counts) = await OpenCounterAsync(
            999, 10, goal: 1_000, new() { ReducedMotion = ReducedMotion.NoPreference }, narrow, "de");
        // Stands still where it is farthest away.
        await counter.Element.EvaluateAsync(
            """
            counter => new MutationObserver(() => {
              for (const flight of counter.shadowRoot.getAnimations()) {
                flight.pause();
                flight.currentTime = 1_799;
              }
            }).observe(counter.shadowRoot, { childList: true, subtree: true })
            """);
        counts.Become(1_000, 11, goal: 5_000);
        await counts.PollAsync();
        await Expect(counter.Element.Locator("i")).ToHaveCountAsync(25);
        Assert.Equal(await page.EvaluateAsync<int>("() => innerWidth"), await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task In_a_narrow_column_the_link_is_no_wider_than_the_bar()
    {
        await using var narrow = await HostSite.StartAsync($"""<div style="width: 180px">{Counter.Snippet(Program.Address, BrowserPetitions.Quiet)
            .Replace("Sign the letter", "Brief unterschreiben", StringComparison.Ordinal)}</div>""");
        var (_, counter, _) = await OpenCounterAsync(1, 1, goal: 100, host: narrow);
        var (link, bar) = (await counter.Link.BoundingBoxAsync(), await counter.Bar.BoundingBoxAsync());
        Assert.InRange(link!.X + link.Width, 0, bar!.X + bar.Width);
    }

    [Fact]
    public async Task A_petition_that_closes_while_it_is_watched_says_so_beside_its_count()
    {
        var (_, counter, counts) = await OpenCounterAsync(5, 10);
        await Expect(counter.Element).Not.ToContainTextAsync("closed");
        counts.Become(5, 11, state: "closed");
        await counts.PollAsync();
        await Expect(counter.Element).ToContainTextAsync("5 signatures (closed)");
    }

    [Theory, InlineData("en", "5 signatures (as of 10:00\u202fAM)"), InlineData("de", "5 Unterschriften (Stand 10:00)")]
    public async Task A_count_that_is_old_says_of_when_it_is_until_it_is_new_again(string lang, string says)
    {
        await using var host = await HostSite.StartAsync(Counter.Snippet(Program.Address, BrowserPetitions.Quiet, lang));
        var (_, counter, counts) = await OpenCounterAsync(5, 10, options: new() { TimezoneId = "UTC" }, host: host, lang: lang);
        var now = says[..says.IndexOf(" (", StringComparison.Ordinal)];
        await Expect(counter.Figure).ToHaveTextAsync(now);
        counts.Become(5, 10, isStale: true);
        await counts.PollAsync();
        await Expect(counter.Figure).ToHaveTextAsync(says);
        counts.Become(5, 10);
        await counts.PollAsync();
        await Expect(counter.Figure).ToHaveTextAsync(now);
    }

    [Fact]
    public async Task Inside_of_another_element_it_speaks_the_language_of_the_page()
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
    public async Task A_program_that_does_not_answer_leaves_the_link_and_is_asked_again_later()
    {
        var page = await NewPageAsync();
        var counts = await FakeCountApi.AnswerAsync(page, 0, 0);
        counts.Become(0, 0, status: 503);
        await page.GotoAsync(Host.Address.AbsoluteUri);
        await counts.ExpectAskedAsync(0);
        var counter = new Counter(page);
        await Expect(counter.Number).ToBeHiddenAsync();
        await Expect(counter.Link).ToBeVisibleAsync();

        counts.Become(7, 1);
        await counts.PollAsync();
        await Expect(counter.Number).ToHaveTextAsync("7");
        await Expect(counter.Link).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_question_says_neither_who_asks_nor_where()
    {
        var (_, _, counts) = await OpenCounterAsync(1, 1);
        Assert.DoesNotContain("cookie", counts.Headers.Keys);
        Assert.DoesNotContain("referer", counts.Headers.Keys);
    }
}
