using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>
/// Pages at the widths of phones, tablets and desks. With <c>PETITION_TEST_SCREENSHOTS</c> naming a folder, pictures for people to look at
/// are put there.
/// </summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class PageLayoutTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    // WCAG 2.2, 1.4.10 names 320; a picture of it would show nothing that the next one does not.
    private const int NarrowestWidth = 320;

    // Whatever is pressed with a finger, links within a sentence aside (WCAG 2.2, 2.5.5 and its exception; Apple's and our own 44 px).
    private const string SmallTargets =
        """
        () => [...document.querySelectorAll('button, select, input:not([type=hidden], [type=checkbox]), .tick label, nav a, .button, .ways a, .summary a, .links a, .embed a, .card a, .site-name')]
          .filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 44)
          .map(target => target.outerHTML)
        """;

    private static readonly int[] Widths = [NarrowestWidth, 360, 768, 1280];

    [Fact]
    public async Task Every_page_fits_on_every_screen_without_scrolling_sideways()
    {
        var page = await NewPageAsync();
        foreach (var (name, lang) in PageKinds.Names.SelectMany(name => Screenshots.AreWanted ? new[] { (name, "de"), (name, "en") } : [(name, "de")]))
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
