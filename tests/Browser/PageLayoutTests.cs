using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>
/// Pages at the widths of phones, tablets and desktops. With <c>PETITION_TEST_SCREENSHOTS</c> naming a folder, screenshots
/// are saved there.
/// </summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class PageLayoutTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    // WCAG 2.2, 1.4.10 names 320 px; no screenshot, because it looks like the next width.
    private const int NarrowestWidth = 320;

    // All touch targets except links within a sentence: at least 44 px (WCAG 2.2, 2.5.5 and its exception).
    private const string SmallTargets =
        """
        () => [...document.querySelectorAll(`button:not(.unseen), select, input:not([type=hidden], [type=checkbox]),
              .tick label, nav a, .button, .ways a, .summary a, .links a, footer a, .data summary, .card a, .site-name`)]
          .filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 44)
          .map(target => target.outerHTML)
        """;

    private static readonly int[] Widths = [NarrowestWidth, 360, 768, 1280];

    [Fact]
    public async Task Every_page_fits_every_screen_width_without_horizontal_scrolling()
    {
        var page = await NewPageAsync();
        foreach (var (name, lang) in PageKinds.Names.SelectMany(name =>
            Screenshots.AreWanted ? new[] { (name, "de"), (name, "en") } : [(name, "de")]))
        {
            await page.GoToAsync(name, lang);
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, 800);
                var content = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
                Assert.True(content <= width, $"{name} is {content} px wide on a screen of {width} px.");
            }
            Assert.Empty(await page.EvaluateAsync<string[]>(SmallTargets));
            await Screenshots.TakeAsync(page, $"{name}-{lang}", Widths.Where(width => width != NarrowestWidth));
        }
    }
}
