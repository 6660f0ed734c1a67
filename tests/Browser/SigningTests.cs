using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Signing in a browser: in both languages, with and without scripts, with double clicks and going back.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class SigningTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    [Theory, InlineData("en", true), InlineData("de", false)]
    public async Task A_signer_is_thanked_when_the_signature_is_stored(string lang, bool scripts)
    {
        var rows = await Program.CountRowsAsync();
        var form = await OpenFormAsync(lang, new() { JavaScriptEnabled = scripts });
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        await Expect(form.Page.Locator("html")).ToHaveAttributeAsync("lang", lang);
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task A_page_uses_the_language_of_the_browser_until_another_is_chosen()
    {
        var german = Texts.Find("de")!;
        var page = await OpenAsync($"/p/{BrowserPetitions.Open}", new() { Locale = "de-AT" });
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = german["Form_Title"] })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        var form = new SigningPage(page, Texts.English);
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = Texts.English["Thanks_Back"] }).ClickAsync();
        await Expect(form.SignButton).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_double_click_without_scripts_counts_once()
    {
        var rows = await Program.CountRowsAsync();
        var form = await OpenFormAsync("en", new() { JavaScriptEnabled = false });
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.SignButton.DblClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task A_second_click_before_the_answer_without_scripts_counts_once()
    {
        var rows = await Program.CountRowsAsync();
        var form = await OpenFormAsync("en", new() { JavaScriptEnabled = false });
        await form.FillInAsync(RunningProgram.NewSigner());
        var (stored, lost) = (new TaskCompletionSource(), new TaskCompletionSource());
        await form.Page.RouteAsync(address => address.Contains("/p/", StringComparison.Ordinal), async route =>
        {
            if (route.Request.Method != "POST" || stored.Task.IsCompleted)
            {
                await route.ContinueAsync();
                return;
            }
            // The request reaches the program and the response is lost.
            Assert.Equal(303, (await route.FetchAsync(new() { MaxRedirects = 0 })).Status);
            stored.SetResult();
            await lost.Task;
            await route.AbortAsync();
        });

        // With raw mouse events: Playwright's click waits for the navigation first.
        await form.SignButton.ScrollIntoViewIfNeededAsync();
        var button = (await form.SignButton.BoundingBoxAsync())!;
        await form.Page.Mouse.ClickAsync(button.X + 10, button.Y + 10);
        await stored.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
        await form.Page.Mouse.ClickAsync(button.X + 10, button.Y + 10);
        await form.ExpectThanksAsync();
        lost.SetResult();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_address_is_sent_as_it_was_typed(bool scripts)
    {
        var form = await OpenFormAsync("de", new() { JavaScriptEnabled = scripts });
        await form.FillInAsync(RunningProgram.NewSigner());
        // Without a top-level domain, so that nothing is stored.
        await form.Email.FillAsync("");
        await form.Email.PressSequentiallyAsync("anna@straße");
        var sent = await form.Page.RunAndWaitForRequestAsync(() => form.SignButton.ClickAsync(), request => request.Method == "POST");
        Assert.Contains("email=anna%40stra%C3%9Fe&", sent.PostData, StringComparison.Ordinal);
        await Expect(form.Email).ToHaveValueAsync("anna@straße");
    }

    [Fact]
    public async Task The_keyboard_for_an_address_corrects_and_capitalises_nothing()
    {
        var form = await OpenFormAsync("en");
        foreach (var (name, value) in new[]
        {
            ("type", "text"), ("inputmode", "email"), ("autocomplete", "email"), ("autocapitalize", "none"), ("autocorrect", "off"),
            ("spellcheck", "false"),
        })
            await Expect(form.Email).ToHaveAttributeAsync(name, value);
        await Expect(form.GivenName).ToHaveAttributeAsync("autocapitalize", "words");
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task Somebody_without_a_family_name_reads_what_to_write(string lang)
    {
        var rows = await Program.CountRowsAsync();
        var form = await OpenFormAsync(lang);
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.FamilyName.FillAsync("");
        await Expect(form.FamilyName).ToHaveAccessibleDescriptionAsync(Texts.Find(lang)!["Form_FamilyNameHint"]);
        await form.FamilyName.FillAsync("-");
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task Reloading_the_thanks_page_sends_nothing()
    {
        var form = await OpenFormAsync("en");
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        var rows = await Program.CountRowsAsync();

        var methods = new List<string>();
        form.Page.Request += (_, request) => methods.Add(request.Method);
        var answer = await form.Page.ReloadAsync();
        Assert.Equal(200, answer!.Status);
        await form.ExpectThanksAsync();
        Assert.All(methods, method => Assert.Equal("GET", method));
        Assert.Equal(rows, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task Going_back_and_signing_again_counts_once()
    {
        var rows = await Program.CountRowsAsync();
        var signer = RunningProgram.NewSigner();
        var form = await OpenFormAsync("en");
        await form.FillInAsync(signer);
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();

        await form.Page.GoBackAsync();
        // The form is empty, so that the next person at this device does not see who signed.
        await Expect(form.GivenName).ToHaveValueAsync("");
        await form.FillInAsync(signer);
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task A_closed_petition_shows_a_notice_in_place_of_the_form()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Closed));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Texts.English["Closed_Title"] })).ToBeVisibleAsync();
        await Expect(page.Locator("form")).ToHaveCountAsync(0);
    }

    private async Task<SigningPage> OpenFormAsync(string lang, BrowserNewContextOptions? options = null) =>
        new(await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open, lang), options), Texts.Find(lang)!);
}
