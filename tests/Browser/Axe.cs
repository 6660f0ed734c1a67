using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>Checks of axe-core: every rule that it has, best practices as well as WCAG, on the page and in its frames.</summary>
internal static class Axe
{
    public static Task AssertFindsNothingAsync(IPage page) => AssertFindsNothingAsync(page, new());

    /// <summary>The one rule whose result depends on the colours.</summary>
    public static Task AssertContrastsSufficeAsync(IPage page) => AssertFindsNothingAsync(page, new()
    {
        RunOnly = new() { Type = "rule", Values = ["color-contrast"] },
    });

    private static async Task AssertFindsNothingAsync(IPage page, AxeRunOptions options)
    {
        var found = await page.RunAxe(options);
        Assert.NotEmpty(found.Passes);
        var violations = from violation in found.Violations
                         from node in violation.Nodes
                         select $"{violation.Id}: {violation.Help}, at {node.Html}";
        Assert.True(found.Violations.Length == 0, string.Join('\n', violations));
    }
}
