using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Scripts of a page that change a counter: its attributes, its place, or remove it.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class CounterChangesTests(Chromium chromium, BrowserTestProgram program) : HostedCounterTest(chromium, program)
{
    private const string Pause = "Pause the live count", ResumeInGerman = "Zähler weiterlaufen lassen";

    [Fact]
    public async Task Changing_the_petition_shows_its_count_even_if_it_is_lower()
    {
        var (_, counter, counts) = await OpenCounterAsync(1_234, 10, goal: 5_000);
        Assert.Equal(BrowserPetitions.Quiet, counts.Petition);
        counts.SetCount(7, 3);
        await SetAsync(counter, "petition", BrowserPetitions.ProofRequired);
        await Expect(counter.Number).ToHaveTextAsync("7");
        await Expect(counter.Bar).ToBeHiddenAsync();
        await counts.PollAsync();
        Assert.Equal(BrowserPetitions.ProofRequired, counts.Petition);
    }

    [Fact]
    public async Task Changing_the_petition_ends_a_pause()
    {
        var (_, counter, counts) = await OpenCounterAsync(100, 10);
        await counter.Pause.ClickAsync();
        await Expect(counter.Pause).Not.ToHaveAttributeAsync("aria-label", Pause);
        counts.SetCount(7, 3);
        await SetAsync(counter, "petition", BrowserPetitions.ProofRequired);
        await Expect(counter.Number).ToHaveTextAsync("7");
        await Expect(counter.Pause).ToBeVisibleAsync();
        await Expect(counter.Pause).ToHaveAccessibleNameAsync(Pause);
        await counts.PollAsync();
    }

    [Fact]
    public async Task An_unknown_petition_can_be_corrected()
    {
        var (page, counter, counts) = await OpenCounterAsync(100, 10);
        var said = PageErrors.Of(page);
        await SetAsync(counter, "petition", "No slug!");
        await Expect(counter.Number).ToBeHiddenAsync();
        await Expect(counter.Link).ToBeVisibleAsync();
        counts.SetCount(0, 0, status: 404);
        await SetAsync(counter, "petition", BrowserPetitions.Unknown);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(15), () => said.Count == 2), "Each of the two is worth a warning.");

        counts.SetCount(7, 3);
        await SetAsync(counter, "petition", BrowserPetitions.ProofRequired);
        await Expect(counter.Number).ToHaveTextAsync("7");
        await Expect(counter.Number).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Changing_the_language_changes_all_texts_and_keeps_a_pause()
    {
        var (_, counter, counts) = await OpenCounterAsync(1_234, 10, goal: 5_000, history: [(3, 2, 1_000)]);
        await Expect(counter.Spark).ToHaveAccessibleNameAsync("1,000 in the last 24 hours");
        await SetAsync(counter, "lang", "de");
        await Expect(counter.Number).ToHaveTextAsync("1.234");
        await Expect(counter.Element).ToContainTextAsync("Unterschriften bisher");
        await Expect(counter.Element).ToContainTextAsync("von 5.000 Unterschriften");
        await Expect(counter.Bar).ToHaveAccessibleNameAsync("1.234 von 5.000 Unterschriften");
        await Expect(counter.Box).ToHaveAttributeAsync("lang", "de");
        await Expect(counter.Spark).ToHaveAccessibleNameAsync("1.000 in den letzten 24 Stunden");

        await counter.Pause.ClickAsync();
        await SetAsync(counter, "lang", "en");
        await Expect(counter.Number).ToHaveTextAsync("1,234");
        await SetAsync(counter, "lang", "de");
        await Expect(counter.Pause).ToHaveAccessibleNameAsync(ResumeInGerman);
        Assert.Equal(0, await counts.RequestsInTenMinutesAsync());
    }

    [Fact]
    public async Task A_language_tag_with_an_underscore_is_understood()
    {
        var (_, counter, _) = await OpenCounterAsync(1_234, 10, goal: 5_000);
        await SetAsync(counter, "lang", "de_DE");
        await Expect(counter.Number).ToHaveTextAsync("1.234");
        await Expect(counter.Element).ToContainTextAsync("von 5.000 Unterschriften");
        await Expect(counter.Box).ToHaveAttributeAsync("lang", "de");
    }

    [Fact]
    public async Task A_removed_element_sends_no_request_and_a_reinserted_one_at_once()
    {
        var (page, counter, counts) = await OpenCounterAsync(100, 10);
        await page.EvaluateAsync("() => { window.away = document.querySelector('petition-counter'); away.remove(); }");
        counts.SetCount(200, 20);
        Assert.Equal(0, await counts.RequestsInTenMinutesAsync());

        var before = counts.CountRequests;
        await page.EvaluateAsync("() => document.body.append(away)");
        await counts.ExpectRequestAsync(before);
        await Expect(counter.Number).ToHaveTextAsync("200");
    }

    [Fact]
    public async Task An_element_moved_repeatedly_schedules_one_next_request()
    {
        var (page, counter, counts) = await OpenCounterAsync(100, 10);
        await page.EvaluateAsync(
            """
            () => {
              window.waiting = new Set();
              const { setTimeout: set, clearTimeout: clear } = window;
              window.setTimeout = (what, after) => {
                const timer = set(() => { waiting.delete(timer); what(); }, after);
                waiting.add(timer);
                return timer;
              };
              window.clearTimeout = timer => { waiting.delete(timer); clear(timer); };
            }
            """);
        for (var move = 0; move < 5; move++)
        {
            var before = counts.CountRequests;
            await counter.Element.EvaluateAsync("counter => document.body.append(counter)");
            await counts.ExpectRequestAsync(before);
            // Some moves happen during a request, some between two requests.
            if (move % 2 == 0) Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(15), async () => await CountTimersAsync() > 0));
        }
        Assert.Equal(1, await CountTimersAsync());

        Task<int> CountTimersAsync() => page.EvaluateAsync<int>("() => waiting.size");
    }

    private static Task SetAsync(Counter counter, string attribute, string value) =>
        counter.Element.EvaluateAsync("(counter, [attribute, value]) => counter.setAttribute(attribute, value)",
            new[] { attribute, value });
}
