using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;
using IRequest = Microsoft.Playwright.IRequest;

namespace Petitions.Tests.Browser;

/// <summary>The count on the petition page, from one person's signature to other people's screens.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed partial class LiveCountTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    // The browser's resource type of streams.
    private const string EventSource = "eventsource";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Two_viewers_see_the_count_change_when_a_third_person_signs()
    {
        var watchers = new List<Counter>();
        foreach (var lang in new[] { "en", "de" })
        {
            var (page, stream) = await OpenStreamAsync(BrowserPetitions.Watched, lang);
            Assert.Equal(Program.Address.Authority, new Uri(stream.Url).Authority);
            watchers.Add(new Counter(page));
        }
        foreach (var watcher in watchers) await Expect(watcher.Number).ToHaveTextAsync("0");

        var form = new SigningPage(await OpenAsync(SigningPage.PathOf(BrowserPetitions.Watched)), Texts.English);
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();

        foreach (var watcher in watchers) await Expect(watcher.Number).ToHaveTextAsync("1");
        await Expect(new Counter(form.Page).Number).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task Without_scripts_the_server_rendered_count_is_shown()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Quiet), new() { JavaScriptEnabled = false });
        var counter = new Counter(page);
        await Expect(counter.ServerNumber).ToHaveTextAsync("0");
        await Expect(counter.ServerNumber).ToBeVisibleAsync();
        await Expect(counter.Number).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task With_scripts_exactly_one_count_is_visible()
    {
        var counter = new Counter(await OpenAsync(SigningPage.PathOf(BrowserPetitions.Quiet)));
        await Expect(counter.Number).ToBeVisibleAsync();
        await Expect(counter.ServerNumber).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_pause_button_works_by_keyboard_and_closes_the_stream()
    {
        var (page, stream) = await OpenStreamAsync(BrowserPetitions.Paused, "en");
        var ended = EndOf(stream, page);
        var counter = new Counter(page);
        await Expect(counter.Number).ToHaveTextAsync("0");
        var label = await counter.Pause.GetAttributeAsync("aria-label");

        await TabToPauseAsync(page);
        await page.Keyboard.PressAsync("Space");
        await Expect(counter.Pause).Not.ToHaveAttributeAsync("aria-label", label!);
        await ended.WaitAsync(Soon);

        await Program.SignAsync(BrowserPetitions.Paused);
        Assert.True(await Waiting.UntilAsync(Soon, async () => await Program.CountAsync(BrowserPetitions.Paused) == 1));
        await Expect(counter.Number).ToHaveTextAsync("0");

        await page.Keyboard.PressAsync("Enter");
        await Expect(counter.Pause).ToHaveAttributeAsync("aria-label", label!);
        await Expect(counter.Number).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task A_reached_goal_is_announced()
    {
        var english = new Counter((await OpenStreamAsync(BrowserPetitions.NearGoal, "en")).Page);
        var german = new Counter((await OpenStreamAsync(BrowserPetitions.NearGoal, "de")).Page);
        await Expect(english.Number).ToHaveTextAsync("0");
        await Expect(german.Number).ToHaveTextAsync("0");
        await Program.SignAsync(BrowserPetitions.NearGoal);
        await Expect(english.Number).ToHaveTextAsync("1");
        await Expect(english.Status).ToBeEmptyAsync();

        await Program.SignAsync(BrowserPetitions.NearGoal);
        await Expect(english.Status).ToHaveTextAsync("2 signatures reached!");
        await Expect(german.Status).ToHaveTextAsync("2 Unterschriften erreicht!");
        await Expect(english.Status).ToHaveAttributeAsync("role", "status");
        await Expect(english.Element).ToContainTextAsync("of 1,000 signatures");
        await Expect(german.Element).ToContainTextAsync("von 1.000 Unterschriften");
    }

    [Fact]
    public async Task A_petition_closed_during_input_disables_the_form_until_it_reopens()
    {
        var (page, _) = await OpenStreamAsync(BrowserPetitions.Closing, "en");
        var form = new SigningPage(page, Texts.English);
        await form.FillInAsync(RunningProgram.NewSigner());
        var posts = 0;
        page.Request += (_, request) => { if (request.Method == "POST") posts++; };
        await Expect(form.Reload).ToBeHiddenAsync();

        await Program.SetAsync(BrowserPetitions.Closing, "close");
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Closed"]);
        await Expect(form.Status).ToBeVisibleAsync();
        await Expect(form.Button).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(form.Button).ToHaveTextAsync(Texts.English["State_Closed"]);
        await Expect(form.Reload).ToBeVisibleAsync();
        await form.Email.PressAsync("Enter");
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Closed"]);
        await Expect(form.GivenName).ToHaveValueAsync("Maria");
        Assert.Equal(0, posts);

        await Program.SetAsync(BrowserPetitions.Closing, "open");
        await Expect(form.SignButton).ToBeEnabledAsync();
        await Expect(form.Status).ToBeEmptyAsync();
        await Expect(form.Reload).ToBeHiddenAsync();
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
    }

    [Fact]
    public async Task An_answer_lost_before_closing_can_be_fetched_after_closing()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        await OpenStreamAsync(BrowserPetitions.Closing, "en", page);
        var form = new SigningPage(page, Texts.English);
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.LoseFirstAnswerAsync();
        // Otherwise the next try could run before it is stopped.
        await form.StopClockAsync();
        await form.SignButton.ClickAsync();
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Unknown"]);
        await form.StopTrying.ClickAsync();
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Stopped"]);

        await Program.SetAsync(BrowserPetitions.Closing, "close");
        await Expect(page.Locator("petition-counter")).ToHaveAttributeAsync("data-state", "closed");
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Stopped"]);
        await Expect(form.SignButton).ToBeEnabledAsync();
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        await Program.SetAsync(BrowserPetitions.Closing, "open");
    }

    [Fact]
    public async Task A_hidden_page_closes_its_stream_and_a_visible_one_opens_another()
    {
        var (page, stream) = await OpenStreamAsync(BrowserPetitions.Quiet, "en");
        var (ended, more) = (EndOf(stream, page), 0);
        page.Request += (_, request) => more += request.ResourceType == EventSource ? 1 : 0;
        await Expect(new Counter(page).Number).ToHaveTextAsync("0");

        await page.SetHiddenAsync(true);
        await ended.WaitAsync(Soon);
        Assert.Equal(0, more);
        var next = await page.RunAndWaitForRequestAsync(() => page.SetHiddenAsync(false), request => request.ResourceType == EventSource);
        Assert.Equal(stream.Url, next.Url);
    }

    [Fact]
    public async Task Of_three_counters_two_stream_and_the_third_polls_until_one_is_removed()
    {
        string[] slugs = [BrowserPetitions.Quiet, BrowserPetitions.ProofRequired, BrowserPetitions.Scheduled];
        var page = await NewPageAsync();
        var (streams, questions, open) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>(), 0);
        page.Request += (_, request) =>
        {
            if (request.ResourceType == EventSource) streams.Enqueue(SlugIn(request));
            if (!IsQuestion(request)) return;
            Interlocked.Increment(ref open);
            questions.Enqueue(SlugIn(request));
        };
        page.RequestFinished += (_, request) => { if (IsQuestion(request)) Interlocked.Decrement(ref open); };
        await page.Clock.InstallAsync();
        await page.GotoAsync(SigningPage.PathOf(slugs[0]));
        await page.EvaluateAsync(
            """
            slugs => {
              for (const slug of slugs) {
                const counter = document.createElement('petition-counter');
                counter.setAttribute('petition', slug);
                document.body.append(counter);
              }
            }
            """, slugs[1..]);
        // Other tests sign some of these petitions.
        foreach (var slug in slugs) await Expect(CounterOf(slug).Number).ToHaveTextAsync(SomeNumber());
        Assert.True(await Waiting.UntilAsync(Soon, () => streams.Count == 2));

        var third = slugs.Except(streams).Single();
        for (var asked = 1; asked <= 3; asked++)
        {
            Assert.True(await PassTimeUntilAsync(() => questions.Count(slug => slug == third) > asked), "The third does not ask.");
            Assert.Equal(2, streams.Count);
        }
        // Counters with a stream poll as well, once a minute.
        Assert.Equal(2, questions.Count(slug => slug != third));

        await CounterOf(streams.First()).Element.EvaluateAsync("counter => counter.remove()");
        Assert.True(await PassTimeUntilAsync(() => streams.Count == 3), "The place of a stream stays taken.");
        Assert.Equal(third, streams.Last());

        Counter CounterOf(string slug) => new(page.Locator($"petition-counter[petition={slug}]"));

        Task<bool> PassTimeUntilAsync(Func<bool> condition) => Waiting.UntilAsync(Soon, async () =>
        {
            // A slow response on a busy machine takes no time on the page's clock.
            if (!condition() && Volatile.Read(ref open) == 0) await page.Clock.RunForAsync(1_000);
            return condition();
        });

        static bool IsQuestion(IRequest request) => request.Url.EndsWith("/count", StringComparison.Ordinal);
    }

    private async Task<(IPage Page, IRequest Stream)> OpenStreamAsync(string slug, string lang, IPage? page = null)
    {
        page ??= await NewPageAsync();
        var stream = await page.RunAndWaitForRequestAsync(
            () => page.GotoAsync(SigningPage.PathOf(slug, lang)), request => request.ResourceType == EventSource);
        return (page, stream);
    }

    private static Task EndOf(IRequest stream, IPage page)
    {
        var ended = new TaskCompletionSource();
        page.RequestFailed += (_, request) => { if (request == stream) ended.TrySetResult(); };
        page.RequestFinished += (_, request) => { if (request == stream) ended.TrySetResult(); };
        return ended.Task;
    }

    // api/v1/petitions/{slug}/…
    private static string SlugIn(IRequest request) => new Uri(request.Url).Segments[4].TrimEnd('/');

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex SomeNumber();

    private static async Task TabToPauseAsync(IPage page)
    {
        for (var stop = 0; stop < 20; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            const string isOnPause = "() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('part') === 'pause'";
            if (await page.EvaluateAsync<bool>(isOnPause)) return;
        }
        Assert.Fail("The pause button cannot be reached with Tab.");
    }
}
