using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The frame in a post of WordPress, which puts it into a sandbox that allows scripts and nothing else.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class WordPressTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private const string Page = $"p/{BrowserPetitions.Quiet}?lang=de";

    [Fact]
    public async Task The_frame_has_its_style_and_its_live_count_and_says_nothing_on_the_console()
    {
        await using var host = await StartPostAsync();
        var page = await NewPageAsync(new() { ColorScheme = ColorScheme.Light });
        var said = PageErrors.Of(page);
        await page.GotoAsync(host.Address.AbsoluteUri);
        var frame = page.FrameLocator("iframe");
        await Expect(frame.Locator("main")).ToHaveCSSAsync("background-color", "rgb(255, 253, 249)");
        await Expect(new Counter(frame.Locator("petition-counter")).Number).ToHaveTextAsync("0");
        Assert.Equal("null", await page.MainFrame.ChildFrames[0].EvaluateAsync<string>("origin"));
        Assert.Empty(said);
    }

    [Theory, InlineData(240), InlineData(320), InlineData(800)]
    public async Task The_frame_is_as_high_as_its_content_and_replaces_the_link(int width)
    {
        await using var host = await StartPostAsync();
        var page = await NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 800 } });
        await page.GotoAsync(host.Address.AbsoluteUri);
        await Expect(page.Locator("iframe")).ToBeVisibleAsync();
        await Expect(page.Locator("iframe")).Not.ToHaveAttributeAsync("style", "position: absolute; clip: rect(1px, 1px, 1px, 1px);");
        await Expect(page.Locator("blockquote")).ToBeHiddenAsync();
        await Expect(new Counter(page.FrameLocator("iframe").Locator("petition-counter")).Number).ToHaveTextAsync("0");
        var frame = page.MainFrame.ChildFrames[0];
        // As soon as the last message has arrived.
        await frame.WaitForFunctionAsync(
            "() => { const { bottom } = document.querySelector('#content').getBoundingClientRect(); const free = innerHeight - bottom;"
            + " return document.documentElement.scrollHeight <= innerHeight && free >= 16 && free <= (innerHeight === 200 ? 100 : 19); }");
    }

    [Fact]
    public async Task The_link_of_the_frame_leads_to_the_petition()
    {
        await using var host = await StartPostAsync();
        var page = await OpenAsync(host.Address.AbsoluteUri);
        await page.FrameLocator("iframe").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(Program.Address + Page);
    }

    [Fact]
    public async Task Without_scripts_the_post_links_the_petition()
    {
        await using var host = await StartPostAsync();
        var page = await OpenAsync(host.Address.AbsoluteUri, new() { JavaScriptEnabled = false });
        await page.Locator("blockquote").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(Program.Address + Page);
    }

    [Fact]
    public async Task A_page_that_inserts_the_HTML_unchanged_shows_the_frame_alone()
    {
        await using var host = await HostSite.StartAsync(await DescribeAsync());
        var page = await OpenAsync(host.Address.AbsoluteUri);
        await Expect(page.Locator("blockquote")).ToBeHiddenAsync();
        await Expect(page.Locator("iframe")).ToBeVisibleAsync();
        var opened = await page.Context.RunAndWaitForPageAsync(
            () => page.FrameLocator("iframe").GetByRole(AriaRole.Link).ClickAsync());
        await Expect(opened).ToHaveURLAsync(Program.Address + Page);
    }

    private async Task<HostSite> StartPostAsync() => await HostSite.StartAsync(
        WordPress.PostWith(await DescribeAsync()), css: "body { margin: 0; } main { margin: 0; } iframe { max-width: 100%; }");

    private async Task<string> DescribeAsync()
    {
        var query = $"/oembed?url={Uri.EscapeDataString(Program.Address + Page)}&format=json&maxwidth=500&maxheight=750";
        var description = await Program.Client.Http.GetFromJsonAsync<JsonObject>(
            new Uri(query, UriKind.Relative), TestContext.Current.CancellationToken);
        return (string)description!["html"]!;
    }
}
