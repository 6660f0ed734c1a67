using Microsoft.Playwright;
using Petitions.Frontend.Embedding;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The counter in an iframe of another site: its height, its colours, isolated and sandboxed pages.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class FrameTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private const string LightPaper = "rgb(255, 253, 249)", DarkPaper = "rgb(29, 34, 38)";

    // From the width of a column beside a text to the largest that the snippet has.
    [Theory, InlineData("de"), InlineData("en")]
    public async Task The_longest_content_fits_into_a_frame_of_every_width(string lang)
    {
        foreach (var width in new[] { 160, 200, 240, 280, 299, 300, 344, Snippets.FrameWidth })
        {
            var height = Snippets.FrameHeightOf(width);
            var page = await NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height } });
            var counts = await FakeCountApi.AnswerAsync(page, 12_345, 10, goal: 20_000);
            counts.SetCount(12_345, 11, goal: 20_000, state: "closed");
            await page.GotoAsync($"{Program.Address}embed/{BrowserPetitions.Quiet}?lang={lang}");
            await Expect(new Counter(page).Element).ToContainTextAsync(lang == "de" ? "(beendet)" : "(closed)");
            Assert.Equal((width, height), (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"),
                await page.EvaluateAsync<int>("document.documentElement.scrollHeight")));
        }
    }

    [Theory]
    [InlineData("", ColorScheme.Light, LightPaper)]
    [InlineData("", ColorScheme.Dark, DarkPaper)]
    [InlineData("&theme=light", ColorScheme.Dark, LightPaper)]
    [InlineData("&theme=dark", ColorScheme.Light, DarkPaper)]
    [InlineData("&theme=pink", ColorScheme.Light, LightPaper)]
    public async Task The_theme_of_the_address_wins_over_what_the_browser_prefers(string theme, ColorScheme preferred, string paper)
    {
        foreach (var slug in new[] { BrowserPetitions.Quiet, BrowserPetitions.Unknown })
        {
            var page = await OpenAsync($"/embed/{slug}?lang=en{theme}", new() { ColorScheme = preferred });
            await Expect(page.Locator("main")).ToHaveCSSAsync("background-color", paper);
            await Axe.AssertContrastAsync(page);
        }
    }

    [Theory, InlineData("", ""), InlineData("sandbox=\"allow-scripts\"", ""), InlineData("", "&theme=dark")]
    public async Task An_isolated_page_shows_the_frame_with_its_style_and_count(string sandbox, string theme)
    {
        await using var host = await StartAsync(sandbox, theme, isIsolated: true);
        var page = await OpenAsync(host.Address.AbsoluteUri, new() { ColorScheme = ColorScheme.Light });
        var frame = page.FrameLocator("iframe");
        await Expect(frame.Locator("main")).ToHaveCSSAsync("background-color", theme.Length > 0 ? DarkPaper : LightPaper);
        await Expect(new Counter(frame.Locator("petition-counter")).Number).ToHaveTextAsync("0");
    }

    [Theory, InlineData(""), InlineData("sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\"")]
    public async Task The_link_opens_the_petition_where_pop_ups_may_leave_the_sandbox(string sandbox)
    {
        await using var host = await StartAsync(sandbox, "");
        var page = await OpenAsync(host.Address.AbsoluteUri);
        var opened = await page.Context.RunAndWaitForPageAsync(() => page.FrameLocator("iframe").GetByRole(AriaRole.Link).ClickAsync());
        await Expect(opened.Locator("h1")).ToBeVisibleAsync();
    }

    // A page that keeps its window to itself would leave the sandbox (HTML, "create navigation params by fetching").
    [Fact]
    public async Task Browsers_open_no_page_of_this_site_in_a_sandboxed_tab()
    {
        await using var host = await StartAsync("sandbox=\"allow-scripts allow-popups\"", "");
        var page = await OpenAsync(host.Address.AbsoluteUri);
        var opened = await page.Context.RunAndWaitForPageAsync(() => page.FrameLocator("iframe").GetByRole(AriaRole.Link).ClickAsync());
        await Expect(opened).ToHaveURLAsync("chrome-error://chromewebdata/");
    }

    private Task<HostSite> StartAsync(string sandbox, string theme, bool isIsolated = false) => HostSite.StartAsync(
        $"""<iframe src="{Program.Address}embed/{BrowserPetitions.Quiet}?lang=en{theme}" title="Counter" {sandbox}></iframe>""",
        isIsolated: isIsolated);
}
