using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Signing by keyboard alone (WCAG 2.2, 2.1.1, 2.4.3, 2.4.7).</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class KeyboardTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private const int StopsMax = 30;

    [Theory, InlineData(1280), InlineData(360)]
    public async Task A_petition_can_be_signed_with_the_keyboard_alone(int width)
    {
        var rows = await Program.CountRowsAsync();
        var page = await OpenAsync(
            SigningPage.PathOf(BrowserPetitions.Open), new() { ViewportSize = new() { Width = width, Height = 800 } });

        await page.Keyboard.PressAsync("Tab");
        var skip = page.GetByRole(AriaRole.Link, new() { Name = Texts.English["Site_Skip"] });
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#content$"));

        await TabToAsync(page, "#givenName");
        await page.Keyboard.TypeAsync("Maria");
        await TabToAsync(page, "#familyName");
        await page.Keyboard.TypeAsync("Musterfrau");
        await TabToAsync(page, "#email");
        await page.Keyboard.TypeAsync(SigningClient.EmailOf(RunningProgram.NewSigner()));
        await TabToAsync(page, "#place");
        await page.Keyboard.TypeAsync("Wien");
        await TabToAsync(page, "#country");
        await page.Keyboard.TypeAsync("Austria");
        await Expect(page.Locator("#country")).ToHaveValueAsync("AT");
        await TabToAsync(page, "#ageConfirmed");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#consents");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "button[type=submit]");
        await page.Keyboard.PressAsync("Enter");

        await new SigningPage(page, Texts.English).ExpectThanksAsync();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    // Tabs forward only, so that the focus order must be that of the form; each focused element must be visible and show its focus.
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var stop = 0; stop < StopsMax; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            // The host of a shadow tree is the active element when an element inside has the focus.
            var focused = page.Locator(":focus").Last;
            await Expect(focused).ToBeInViewportAsync();
            var outline = await focused.EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle");
            Assert.NotEqual("none", outline);
            if (await focused.EvaluateAsync<bool>("(element, selector) => element.matches(selector)", selector)) return;
        }
        Assert.Fail($"{selector} was not reached with {StopsMax} times Tab.");
    }
}
