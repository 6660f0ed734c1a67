using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>
/// A device that several people sign on, such as that of a campaign stall: going back after a signature shows an empty form.
/// </summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class BackAfterSigningTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task The_form_is_empty_after_going_back(bool wasRefusedBefore, bool keepsPages)
    {
        var form = await SignAsync(new(), wasRefusedBefore, keepsPages);
        await GoBackAsync(form.Page);
        await ExpectEmptyFormAsync(form);
        await Expect(form.Summary).ToHaveCountAsync(0);

        // The next person signs there.
        var rows = await Program.CountRowsAsync();
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task The_form_is_empty_after_going_back_to_before_the_language_was_changed()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open, "de"));
        await new SigningPage(page, Texts.Find("de")!).FillInAsync(RunningProgram.NewSigner());
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        var form = new SigningPage(page, Texts.English);
        await form.Consent.CheckAsync();
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Go(page, -2);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await ExpectEmptyFormAsync(form);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_form_is_empty_after_going_back_without_scripts(bool keepsPages)
    {
        var form = await SignAsync(new() { JavaScriptEnabled = false }, wasRefusedBefore: false, keepsPages);
        // A person takes longer to fill the form in than this test.
        var number = await FormNumberAsync(form.Page);
        Assert.True(await Waiting.UntilAsync(2 * FormNumber.Interval, async () => await FormNumberAsync(form.Page) != number));
        await GoBackAsync(form.Page);
        await ExpectEmptyFormAsync(form);
    }

    [Fact]
    public async Task What_is_being_typed_is_kept_when_nobody_has_signed()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open));
        var form = new SigningPage(page, Texts.English);
        await form.GivenName.FillAsync("Maria");
        await page.GotoAsync("/?lang=en");
        await page.GoBackAsync();
        await Expect(form.GivenName).ToHaveValueAsync("Maria");
    }

    private static async Task<string> FormNumberAsync(IPage page)
    {
        var answer = await page.APIRequest.GetAsync(SigningPage.PathOf(BrowserPetitions.Open));
        return Regex.Match(await answer.TextAsync(), "name=\"(form-[0-9]+)\"").Groups[1].Value;
    }

    // Without waiting for a load: a page of the back/forward cache is not loaded.
    private static async Task GoBackAsync(IPage page)
    {
        var thanks = page.Url;
        Go(page, -1);
        await Expect(page).Not.ToHaveURLAsync(thanks);
    }

    // Not awaited: a page that is kept in the cache stands still at once, and the answer of a script that left it may never come.
    private static void Go(IPage page, int steps) => page.EvaluateAsync("steps => history.go(steps)", steps)
        .ContinueWith(_ => { }, TaskScheduler.Default);

    private async Task<SigningPage> SignAsync(BrowserNewContextOptions options, bool wasRefusedBefore, bool keepsPages)
    {
        var page = await NewPageAsync(options, keepsPages);
        await page.GotoAsync(SigningPage.PathOf(BrowserPetitions.Open));
        var form = new SigningPage(page, Texts.English);
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.Page.Locator("#place").FillAsync("Wien");
        await form.Page.Locator("#country").SelectOptionAsync("AT");
        if (wasRefusedBefore)
        {
            await form.Age.UncheckAsync();
            await form.SignButton.ClickAsync();
            await Expect(form.Summary).ToBeVisibleAsync();
            await form.Age.CheckAsync();
        }
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        return form;
    }

    private static async Task ExpectEmptyFormAsync(SigningPage form)
    {
        // Polling: the page may load once more by itself.
        foreach (var field in new[] { "#givenName", "#familyName", "#email", "#place", "#country", "[name=idempotencyKey]" })
            await Expect(form.Page.Locator(field)).ToHaveValueAsync("");
        await Expect(form.Page.Locator("#ageConfirmed")).Not.ToBeCheckedAsync();
        await Expect(form.Consent).Not.ToBeCheckedAsync();
    }
}
