using Microsoft.Playwright;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>What axe finds on the pages; nothing. Contrasts are looked at in both colour schemes.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class PageAccessibilityTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    public static TheoryData<string> Pages => [.. PageKinds.Names];

    [Theory, MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_on_a_page_be_it_light_or_dark(string name)
    {
        var page = await NewPageAsync();
        await page.GoToAsync(name);
        await Axe.AssertFindsNothingAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Axe.AssertContrastsSufficeAsync(page);
    }

    [Fact]
    public async Task Axe_finds_nothing_on_a_page_in_German()
    {
        var page = await NewPageAsync();
        await page.GoToAsync("form-with-errors", "de");
        await Axe.AssertFindsNothingAsync(page);
    }
}
