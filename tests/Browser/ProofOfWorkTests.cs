using Microsoft.Playwright;
using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Proof of work in the form, for people and for automated browsers.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class ProofOfWorkTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private const string AnyChallenge = "**/challenge";

    [Theory, InlineData("en"), InlineData("de")]
    public async Task A_signer_who_needs_a_proof_presses_the_button_once_and_is_thanked(string lang)
    {
        var rows = await Program.CountRowsAsync();
        var page = await NewPageAsync();
        var (asked, said) = (new List<Uri>(), PageErrors.Of(page));
        page.Request += (_, request) => asked.Add(new Uri(request.Url));
        var form = await FillInAsync(page, BrowserPetitions.ProofRequired, lang);
        Assert.DoesNotContain(asked, address => address.AbsolutePath.Contains("altcha", StringComparison.Ordinal));
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
        Assert.Contains(asked.ToArray(), address => address.AbsolutePath == ProofOfWorkAssets.Widget.Path);
        Assert.All(asked.ToArray().Where(address => address.Scheme != "data"), address =>
            Assert.Equal(Program.Address.Authority, address.Authority));
        Assert.Empty(said);
        Assert.Empty(await page.Context.CookiesAsync());
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task Axe_finds_no_violation_while_the_proof_is_solved_and_after_a_failure(string lang)
    {
        var page = await NewPageAsync();
        var reached = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(AnyChallenge, route =>
        {
            reached.TrySetResult(route);
            return Task.CompletedTask;
        });
        var form = await FillInAsync(page, BrowserPetitions.ProofRequired, lang);
        await form.SignButton.ClickAsync();
        var challenge = await reached.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        await Expect(form.Summary).ToContainTextAsync(Texts.Find(lang)!["Refused_proof-needed"]);
        await Expect(page.Locator("#proof")).ToContainTextAsync(Texts.Find(lang)!["Proof_Working"]);
        await Expect(form.Email).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("@example.org$"));
        await Axe.AssertFindsNothingAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Axe.AssertContrastAsync(page);

        await challenge.AbortAsync();
        await Expect(page.Locator("#proof")).ToContainTextAsync(Texts.Find(lang)!["Proof_Failed"]);
        await Axe.AssertFindsNothingAsync(page);
    }

    [Fact]
    public async Task Without_a_script_the_form_comes_back_and_says_what_is_needed()
    {
        var page = await NewPageAsync(new() { JavaScriptEnabled = false });
        var form = await FillInAsync(page, BrowserPetitions.ProofRequired, "en");
        await form.SignButton.ClickAsync();
        await Expect(page.GetByText(Texts.English["Proof_NoScriptEver"])).ToBeVisibleAsync();
        await Expect(form.GivenName).ToHaveValueAsync("Maria");
    }

    [Fact]
    public async Task A_refused_proof_is_not_sent_again_automatically()
    {
        var page = await NewPageAsync();
        var posts = 0;
        page.Request += (_, request) => posts += request.Method == "POST" ? 1 : 0;
        var foreign = await Program.Client.Http.GetStringAsync(
            new Uri(ChallengeEndpoint.PathOf(BrowserPetitions.Open), UriKind.Relative), TestContext.Current.CancellationToken);
        await page.RouteAsync(AnyChallenge, route => route.FulfillAsync(new() { Body = foreign, ContentType = "application/json" }));
        var form = await FillInAsync(page, BrowserPetitions.ProofRequired, "en");
        await form.SignButton.ClickAsync();
        await Expect(page.Locator("#proof[data-again]")).ToBeVisibleAsync();
        await Expect(page.Locator("#proof")).ToContainTextAsync(Texts.English["Proof_Done"]);
        Assert.Equal(2, posts);

        await page.UnrouteAsync(AnyChallenge);
        await page.RunAndWaitForRequestAsync(() => form.SignButton.ClickAsync(), AnyChallenge);
        await Expect(page.Locator("#proof")).ToContainTextAsync(Texts.English["Proof_Done"]);
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_automated_browser_needs_a_proof_and_signs_after_solving_it(bool fillsTrap)
    {
        var rows = await Program.CountRowsAsync();
        var page = await NewPageAsync(new() { ExtraHTTPHeaders = new Dictionary<string, string> { ["X-Forwarded-For"] = "198.18.77.7" } });
        // The page's clock stands still, however slow the machine is.
        if (!fillsTrap) await page.AddInitScriptAsync("performance.now = () => 1000;");
        var statuses = new List<int>();
        page.Response += (_, response) => { if (response.Request.Method == "POST") statuses.Add(response.Status); };
        var form = await FillInAsync(page, BrowserPetitions.Open, "en");
        if (fillsTrap)
        {
            await page.EvalOnSelectorAsync("#website", "field => { field.value = 'https://buy.example'; }");
            await page.EvalOnSelectorAsync("input[name=filledIn]", "field => field.remove()");
        }
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal([403, 201], statuses);
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task The_honeypot_is_invisible_unannounced_and_not_focusable()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open));
        var trap = page.Locator("#website");
        await Expect(trap).ToBeHiddenAsync();
        Assert.Equal("-1", await trap.GetAttributeAsync("tabindex"));
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = Texts.English["Honeypot_LeaveEmpty"] })).ToHaveCountAsync(0);
    }

    private static async Task<SigningPage> FillInAsync(IPage page, string slug, string lang)
    {
        await page.GotoAsync(SigningPage.PathOf(slug, lang));
        var form = new SigningPage(page, Texts.Find(lang)!);
        await form.FillInAsync(RunningProgram.NewSigner());
        return form;
    }
}
