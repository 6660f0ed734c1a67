using Microsoft.Playwright;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>Accessibility of all kinds of pages with axe; contrasts in both colour schemes.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class PageAccessibilityTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    public static TheoryData<string> Pages => [.. PageKinds.Names];

    [Theory, MemberData(nameof(Pages))]
    public async Task Axe_finds_no_violation_on_a_page_in_light_or_dark(string name)
    {
        var page = await NewPageAsync();
        await page.GoToAsync(name);
        await Axe.AssertFindsNothingAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Axe.AssertContrastAsync(page);
    }

    [Fact]
    public async Task Axe_finds_no_violation_on_a_page_in_German()
    {
        var page = await NewPageAsync();
        await page.GoToAsync("form-with-errors", "de");
        await Axe.AssertFindsNothingAsync(page);
    }
}
