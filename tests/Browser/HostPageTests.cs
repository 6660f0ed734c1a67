using Microsoft.Playwright;
using Petitions.Frontend.Embedding;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The counter on other sites: with strict policies, with aggressive style sheets, with mistakes.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class HostPageTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private const string HostileCss = """
        * { color: red !important; font: 80px/3 fantasy !important; letter-spacing: 9px !important; text-transform: uppercase !important; }
        div, span, svg, path, progress, slot, a { display: none !important; }
        button { all: unset !important; display: none !important; }
        """;

    private string Origin => Program.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task The_counter_works_under_a_strict_Content_Security_Policy()
    {
        await using var host = await HostSite.StartAsync(
            Counter.Snippet(Program.Address, BrowserPetitions.Quiet),
            $"default-src 'none'; img-src data:; style-src 'self'; script-src {Origin}; connect-src {Origin}");
        var (page, said) = await VisitAsync(host);
        var counter = new Counter(page);
        await Expect(counter.Number).ToHaveTextAsync("0");
        await Expect(counter.Link).ToBeVisibleAsync();
        Assert.Equal("600", await StyleOfAsync(counter.Number, "fontWeight"));
        Assert.Empty(said);
        await Axe.AssertFindsNothingAsync(page);
    }

    [Fact]
    public async Task Style_sheets_of_the_page_do_not_apply_inside_the_counter()
    {
        await using var plain = await HostSite.StartAsync(Counter.Snippet(Program.Address, BrowserPetitions.Quiet));
        await using var hostile = await HostSite.StartAsync(Counter.Snippet(Program.Address, BrowserPetitions.Quiet), css: HostileCss);
        var expected = new Counter((await VisitAsync(plain)).Page);
        var shown = new Counter((await VisitAsync(hostile)).Page);
        foreach (var counter in new[] { expected, shown }) await Expect(counter.Number).ToHaveTextAsync("0");

        await Expect(shown.Number).ToBeVisibleAsync();
        await Expect(shown.Pause).ToBeVisibleAsync();
        await Expect(shown.Link).ToBeVisibleAsync();
        foreach (var property in new[] { "color", "fontSize", "fontFamily", "letterSpacing", "textTransform", "lineHeight" })
        {
            Assert.Equal(await StyleOfAsync(expected.Number, property), await StyleOfAsync(shown.Number, property));
            Assert.Equal(await StyleOfAsync(expected.Link, property), await StyleOfAsync(shown.Link, property));
        }
    }

    [Fact]
    public async Task A_page_whose_policy_forbids_requests_keeps_the_link()
    {
        await using var host = await HostSite.StartAsync(
            Counter.Snippet(Program.Address, BrowserPetitions.Quiet),
            $"default-src 'none'; img-src data:; style-src 'self'; script-src {Origin}");
        var (page, said) = await VisitAsync(host);
        var counter = new Counter(page);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(15), () => said.Count > 0));
        await Expect(counter.Number).ToBeHiddenAsync();
        await Expect(counter.Link).ToBeVisibleAsync();
        // The browser logs the violation; the counter logs nothing more.
        Assert.All(said, message => Assert.Contains("Content Security Policy", message, StringComparison.Ordinal));
    }

    [Theory, InlineData(BrowserPetitions.Unknown), InlineData(""), InlineData("../../livez"), InlineData("No slug!")]
    public async Task A_counter_of_an_unknown_petition_shows_its_link_and_warns_once(string petition)
    {
        await using var host = await HostSite.StartAsync(Counter.Snippet(Program.Address, petition));
        var page = await NewPageAsync();
        var warnings = new List<string>();
        page.Console += (_, message) => { if (message.Type == "warning") warnings.Add(message.Text); };
        await page.Clock.InstallAsync();
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.Contains("/api/", StringComparison.Ordinal) ? 1 : 0;
        await page.GotoAsync(host.Address.AbsoluteUri);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(15), () => warnings.Count > 0));

        await page.Clock.RunForAsync(600_000);
        var counter = new Counter(page);
        await Expect(counter.Link).ToBeVisibleAsync();
        await Expect(counter.Number).ToBeHiddenAsync();
        Assert.Contains("petition", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(petition == BrowserPetitions.Unknown ? 1 : 0, asked);
    }

    [Fact]
    public async Task Without_scripts_the_link_works()
    {
        await using var host = await HostSite.StartAsync(Counter.Snippet(Program.Address, BrowserPetitions.Quiet));
        var page = await OpenAsync(host.Address.AbsoluteUri, new() { JavaScriptEnabled = false });
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign the letter" }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{Program.Address}p/{BrowserPetitions.Quiet}");
    }

    [Fact]
    public async Task On_another_site_neither_the_element_nor_the_frame_opens_a_stream()
    {
        await using var host = await HostSite.StartAsync(
            Counter.Snippet(Program.Address, BrowserPetitions.Quiet)
                + $"""<iframe src="{Program.Address}embed/{BrowserPetitions.Quiet}" title="Counter"></iframe>""");
        var page = await NewPageAsync();
        var types = new List<string>();
        page.Request += (_, request) => types.Add(request.ResourceType);
        await page.Clock.InstallAsync();
        await page.GotoAsync(host.Address.AbsoluteUri);
        await Expect(new Counter(page).Number).ToHaveTextAsync("0");
        await Expect(new Counter(page.FrameLocator("iframe").Locator("petition-counter")).Number).ToHaveTextAsync("0");
        await page.Clock.RunForAsync(30_000);
        Assert.Contains("fetch", types);
        Assert.DoesNotContain("eventsource", types);
    }

    [Fact]
    public async Task Browsers_frame_only_the_embed_page()
    {
        string[] refused = ["", $"p/{BrowserPetitions.Quiet}", $"p/{BrowserPetitions.Quiet}/thanks", $"p/{BrowserPetitions.Quiet}/embed"];
        var frames = refused.Append($"embed/{BrowserPetitions.Quiet}")
            .Select(path => $"""<iframe src="{Program.Address}{path}" title="{path}"></iframe>""");
        await using var host = await HostSite.StartAsync(string.Concat(frames));
        var page = await OpenAsync(host.Address.AbsoluteUri);
        await Expect(page.FrameLocator("iframe >> nth=-1").GetByRole(AriaRole.Link)).ToBeVisibleAsync();
        Assert.Equal(
            Enumerable.Repeat("chrome-error://chromewebdata/", refused.Length),
            page.MainFrame.ChildFrames.SkipLast(1).Select(frame => frame.Url));
    }

    // The first follows updates, the second names one version.
    [Theory, InlineData(0), InlineData(1)]
    public async Task The_copied_snippet_works_unchanged_and_names_its_petition(int position)
    {
        var snippets = await OpenAsync($"/p/{BrowserPetitions.Quiet}/embed?lang=de");
        var snippet = await snippets.Locator(".snippet code").Nth(position).InnerTextAsync();
        var title = await snippets.Locator(".kicker").InnerTextAsync();
        Assert.Equal(position == 1, snippet.Contains("integrity=", StringComparison.Ordinal));
        await using var host = await HostSite.StartAsync(snippet);
        var (page, said) = await VisitAsync(host);
        var counter = new Counter(page);
        await Expect(counter.Number).ToHaveTextAsync("0");
        await Expect(counter.Element).ToContainTextAsync("von 100 Unterschriften");
        await Expect(counter.Element.GetByText(title)).ToBeVisibleAsync();
        await counter.Link.ClickAsync();
        await Expect(page).ToHaveURLAsync($"{Program.Address}p/{BrowserPetitions.Quiet}?lang=de");
        Assert.Empty(said);
    }

    [Theory]
    [InlineData("<script type=\"module\" src=\"SITE/widgets/petition-counter.js\"></script>")]
    [InlineData("<script type=\"module\">import 'SITE/widgets/petition-counter.js';</script>")]
    [InlineData("<script>import('SITE/widgets/petition-counter.js');</script>")]
    public async Task The_script_works_as_a_module(string script)
    {
        await using var host = await HostSite.StartAsync(
            $"""<petition-counter petition="{BrowserPetitions.Quiet}"><a href="/">Sign</a></petition-counter>"""
                + script.Replace("SITE", Origin, StringComparison.Ordinal));
        var (page, said) = await VisitAsync(host);
        await Expect(new Counter(page).Number).ToHaveTextAsync("0");
        Assert.Empty(said);
    }

    [Fact]
    public async Task A_copy_of_the_script_on_another_site_says_where_to_load_it_from()
    {
        await using var host = await HostSite.StartAsync(
            $"""<petition-counter petition="{BrowserPetitions.Quiet}"><a href="/">Sign</a></petition-counter>"""
                + """<script type="module" src="/copy.js"></script>""");
        var page = await NewPageAsync();
        var said = PageErrors.Of(page);
        var script = await Program.Client.Http.GetStringAsync(
            new Uri(EmbeddingAssets.Counter.Path, UriKind.Relative), TestContext.Current.CancellationToken);
        await page.RouteAsync("**/copy.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = script }));
        await page.RouteAsync("**/api/**", route => route.FulfillAsync(new() { Status = 404 }));
        await page.GotoAsync(host.Address.AbsoluteUri);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(15), () => said.Count > 0));
        Assert.Contains("load the script from the petition's site", Assert.Single(said), StringComparison.Ordinal);
    }

    private async Task<(IPage Page, List<string> Said)> VisitAsync(HostSite host)
    {
        var page = await NewPageAsync();
        var said = PageErrors.Of(page);
        await page.GotoAsync(host.Address.AbsoluteUri);
        return (page, said);
    }

    private static Task<string> StyleOfAsync(ILocator part, string property) =>
        part.EvaluateAsync<string>("(part, property) => getComputedStyle(part)[property]", property);
}
