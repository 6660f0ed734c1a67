using System.Collections.Concurrent;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The form with scripts: submitted with fetch, retried, always with one operation id.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class SendingTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{

    // The posted forms in the order of the tries.
    private readonly ConcurrentQueue<string> _operations = new();

    [Fact]
    public async Task A_double_click_sends_one_operation_once()
    {
        var rows = await Program.CountRowsAsync();
        var form = await OpenAndFillInAsync();
        await form.SignButton.DblClickAsync();
        await form.ExpectThanksAsync();
        Assert.Single(_operations);
        Assert.True(Guid.TryParse(_operations.Single(), out _));
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task A_lost_answer_is_retried_with_the_same_operation_and_counted_once()
    {
        var rows = await Program.CountRowsAsync();
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        var form = await OpenAndFillInAsync(page);
        await form.LoseFirstAnswerAsync();
        await form.StopClockAsync();
        await form.SignButton.ClickAsync();
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Unknown"]);
        await Expect(form.Button).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(form.Email).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("@"));
        // Without Retry-After the first wait is 3 to 6 s.
        await page.Clock.RunForAsync(6_100);
        await form.ExpectThanksAsync();
        Assert.Equal(2, _operations.Count);
        Assert.Single(_operations.Distinct());
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task A_wait_can_be_ended_by_Try_now_or_by_Stop()
    {
        var rows = await Program.CountRowsAsync();
        var form = await OpenAndFillInAsync();
        await InterceptAsync(form.Page, (route, tries) => tries <= 2 ? RefuseAsync(route, retryAfter: "60") : route.ContinueAsync());

        await form.SignButton.ClickAsync();
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Busy"]);
        await Axe.AssertFindsNothingAsync(form.Page);
        await form.TryNow.ClickAsync();
        await Expect(form.StopTrying).ToBeVisibleAsync();
        await form.StopTrying.ClickAsync();
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Stopped"]);
        await Expect(form.TryNow).ToBeHiddenAsync();
        await Expect(form.SignButton).ToBeFocusedAsync();
        await Expect(form.SignButton).Not.ToHaveAttributeAsync("aria-disabled", "true");
        Assert.Equal(2, _operations.Count);
        Assert.Equal(rows, await Program.CountRowsAsync());

        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Single(_operations.Distinct());
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task Retries_honour_Retry_After_and_end_after_the_last_try()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        var form = await OpenAndFillInAsync(page);
        // No response arrives while the clock is moved; otherwise the wait after it would be shorter.
        using var answers = new SemaphoreSlim(1);
        await InterceptAsync(page, async (route, _) =>
        {
            await answers.WaitAsync();
            await RefuseAsync(route, retryAfter: "5");
        });
        await form.StopClockAsync();
        await form.SignButton.ClickAsync();
        for (var tries = 1; tries < 8; tries++)
        {
            await Expect(form.TryNow).ToBeVisibleAsync();
            await page.Clock.RunForAsync(4_900);
            Assert.Equal(tries, _operations.Count);
            // To the end of the longest wait, which grows by 2.5 s with each try; no try starts more than 5 s earlier.
            await page.Clock.RunForAsync(5_200 + 2_500 * (tries - 1));
            Assert.True(await Support.Waiting.UntilAsync(TimeSpan.FromSeconds(15), () => _operations.Count > tries));
            answers.Release();
        }
        await Expect(form.Status).ToHaveTextAsync(Texts.English["Sending_Exhausted"]);
        await Expect(form.SignButton).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await page.Clock.RunForAsync(600_000);
        Assert.Equal(8, _operations.Count);
        Assert.Single(_operations.Distinct());
    }

    [Fact]
    public async Task A_page_reloaded_before_the_answer_sends_the_same_operation()
    {
        var rows = await Program.CountRowsAsync();
        var signer = RunningProgram.NewSigner();
        var form = await OpenAndFillInAsync(signer: signer);
        await InterceptAsync(form.Page, async (route, tries) =>
        {
            if (tries > 1) await route.ContinueAsync();
            else await RefuseAsync(route, retryAfter: "60");
        });
        await form.SignButton.ClickAsync();
        await Expect(form.TryNow).ToBeVisibleAsync();
        await form.Page.ReloadAsync();
        await form.FillInAsync(signer);
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal(2, _operations.Count);
        Assert.Single(_operations.Distinct());
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task A_page_restored_from_the_back_forward_cache_has_a_working_button()
    {
        var form = await OpenAndFillInAsync();
        await InterceptAsync(form.Page, (route, tries) => tries == 1 ? RefuseAsync(route, retryAfter: "60") : route.ContinueAsync());
        await form.SignButton.ClickAsync();
        await Expect(form.TryNow).ToBeVisibleAsync();
        // Simulates the back/forward cache, which Playwright disables.
        await form.Page.EvaluateAsync(
            "() => ['pagehide', 'pageshow'].forEach(type => dispatchEvent(new PageTransitionEvent(type, { persisted: true })))");
        await Expect(form.TryNow).ToBeHiddenAsync();
        await Expect(form.SignButton).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Single(_operations.Distinct());
    }

    [Fact]
    public async Task After_the_answer_the_receipt_and_the_time_of_signing_stay_in_sessionStorage()
    {
        var form = await OpenAndFillInAsync();
        await form.Email.FillAsync("nobody");
        await form.SignButton.ClickAsync();
        await Expect(form.Summary).ToBeFocusedAsync();
        Assert.Empty(await KeptAsync(form.Page));
        var operation = await form.OperationAsync();
        await form.Email.FillAsync(Support.SigningClient.EmailOf(RunningProgram.NewSigner()));
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal([operation], _operations.Distinct());
        // The time empties the form when somebody goes back to it.
        Assert.Equal([$"petition-receipt:{BrowserPetitions.Open}", $"petition-signed:{BrowserPetitions.Open}"],
            (await KeptAsync(form.Page)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_browser_without_randomUUID_creates_an_operation()
    {
        var page = await NewPageAsync();
        await page.AddInitScriptAsync(
            "delete Crypto.prototype.randomUUID;"
            + "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('forbidden'); } });");
        var form = await OpenAndFillInAsync(page);
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Assert.Single(_operations));
        await Expect(form.Receipt).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_petition_closed_meanwhile_shows_the_notice_in_place_of_the_form()
    {
        var form = await OpenAndFillInAsync();
        var closed = await Program.Client.Http.GetStringAsync(new Uri(SigningPage.PathOf(BrowserPetitions.Closed), UriKind.Relative));
        await InterceptAsync(form.Page, (route, _) =>
            route.FulfillAsync(new() { Status = 409, ContentType = "text/html; charset=utf-8", Body = closed }));
        await form.SignButton.ClickAsync();
        var title = form.Page.GetByRole(AriaRole.Heading, new() { Name = Texts.English["Closed_Title"] });
        await Expect(title).ToBeFocusedAsync();
        await Expect(form.Page.Locator("form")).ToHaveCountAsync(0);
    }

    private async Task<SigningPage> OpenAndFillInAsync(IPage? page = null, int? signer = null)
    {
        page ??= await NewPageAsync();
        page.Request += (_, request) =>
        {
            if (request.Method == "POST") _operations.Enqueue(QueryHelpers.ParseQuery(request.PostData)["idempotencyKey"].ToString());
        };
        await page.GotoAsync(SigningPage.PathOf(BrowserPetitions.Open));
        var form = new SigningPage(page, Texts.English);
        await form.FillInAsync(signer ?? RunningProgram.NewSigner());
        return form;
    }

    private static async Task InterceptAsync(IPage page, Func<IRoute, int, Task> answer)
    {
        var tries = 0;
        await page.RouteAsync(SigningPage.PostPath, route =>
            route.Request.Method == "POST" ? answer(route, Interlocked.Increment(ref tries)) : route.ContinueAsync());
    }

    // As a proxy in front of the program refuses: without a page of this site.
    private static Task RefuseAsync(IRoute route, string retryAfter) => route.FulfillAsync(new()
    {
        Status = 429, ContentType = "text/plain", Headers = [new("Retry-After", retryAfter)], Body = "Too many requests",
    });

    private static Task<string[]> KeptAsync(IPage page) =>
        page.EvaluateAsync<string[]>("() => Object.keys(sessionStorage).concat(Object.keys(localStorage))");
}
