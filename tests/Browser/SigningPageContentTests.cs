using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>What the page of a petition shows, where, and how much of it before the button.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class SigningPageContentTests(Chromium chromium, BrowserTestProgram program, ITestOutputHelper output)
    : BrowserTest(chromium, program)
{
    private const int PhoneWidth = 360, PhoneHeight = 640;

    /// <summary>Screens of a phone from the country to the button: 2.6 with a notice that repeated the consent.</summary>
    private const double ScreensMax = 1.8;

    [Theory, InlineData("de"), InlineData("en")]
    public async Task On_a_phone_the_button_is_near_the_last_field(string lang)
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open, lang),
            new() { ViewportSize = new() { Width = PhoneWidth, Height = PhoneHeight } });
        var country = await page.Locator("#country").BoundingBoxAsync();
        var button = await page.Locator(".sign [type=submit]").BoundingBoxAsync();
        var screens = (button!.Y + button.Height - country!.Y) / PhoneHeight;
        output.WriteLine($"{lang}: {screens:F2} screens from country to button");
        Assert.InRange(screens, 0.5, ScreensMax);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_data_notice_is_three_lines_that_unfold(bool scripts)
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open), new() { JavaScriptEnabled = scripts });
        var notice = page.Locator(".data");
        await Expect(notice.Locator(".short li")).ToHaveCountAsync(3);
        await Expect(notice.Locator(".short li").First).ToHaveTextAsync(
            "Sent abroad to Captain Rosalind Tully (Australia): Given name, family name, nothing else.");
        await Expect(notice.Locator("dl")).ToBeHiddenAsync();
        await Expect(notice.GetByRole(AriaRole.Link, new() { Name = Texts.English["Data_PrivacyNotice"] })).ToBeVisibleAsync();
        await notice.GetByText(Texts.English["Data_More"]).PressAsync("Enter");
        await Expect(notice.Locator("dl")).ToBeVisibleAsync();
        await Expect(notice.Locator(".risks")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_way_to_embed_the_count_is_in_the_footer_and_not_before_the_button()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open));
        await Expect(page.Locator("main").GetByText(Texts.English["Embed_Link"])).ToHaveCountAsync(0);
        await page.Locator("footer").GetByRole(AriaRole.Link, new() { Name = Texts.English["Embed_Link"] }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(Texts.English["Embed_Title"]);
    }

    [Theory, InlineData("petition"), InlineData("thanks"), InlineData("home"), InlineData("my"), InlineData("not-found")]
    public async Task Header_content_and_footer_are_aligned_at_every_width(string name)
    {
        foreach (var width in new[] { 360, 768, 1280, 1900 })
        {
            var page = await NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 800 } });
            await page.GoToAsync(name);
            var lefts = await page.EvaluateAsync<double[]>(
                """
                () => [document.querySelector('.site-name'), document.querySelector('h1'), ...document.querySelectorAll('footer p')]
                  .map(part => {
                    const range = document.createRange();
                    range.selectNodeContents(part);
                    return Math.round(range.getBoundingClientRect().left);
                  })
                """);
            Assert.True(lefts.Distinct().Count() == 1, $"{width} px: {string.Join(", ", lefts)}");
        }
    }

    [Fact]
    public async Task A_document_leaves_out_optional_fields()
    {
        var page = await OpenAsync($"/p/{BrowserPetitions.French}?lang=en");
        await Expect(page.Locator("#email")).ToBeVisibleAsync();
        await Expect(page.Locator("#place, #country")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_summary_in_the_readers_language_stands_before_the_letter()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open, "de"));
        var (summary, letter) = (await page.Locator(".intro").BoundingBoxAsync(), await page.Locator(".letter").BoundingBoxAsync());
        Assert.True(summary!.Y + summary.Height <= letter!.Y);
        await Expect(page.Locator(".intro h2")).ToHaveTextAsync(Texts.Find("de")!["Intro_Title"]);
        await Expect(page.Locator(".intro p")).ToContainTextAsync("Hafenlampe");
        await page.GotoAsync(SigningPage.PathOf(BrowserPetitions.German, "de"));
        await Expect(page.Locator(".intro")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_home_page_shows_how_many_have_signed()
    {
        var page = await NewPageAsync(new() { JavaScriptEnabled = false });
        await page.GotoAsync("/?lang=de");
        var cards = page.Locator(".card");
        Assert.True(await cards.CountAsync() > 5);
        foreach (var card in await cards.Filter(new() { HasNot = page.Locator(".state.scheduled") }).AllAsync())
            await Expect(card.Locator(".figures strong")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^[\d.]+$"));
        await Expect(cards.Filter(new() { Has = page.Locator(".state.scheduled") }).Locator("strong")).ToHaveCountAsync(0);
    }
}
