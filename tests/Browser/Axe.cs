using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>
/// Runs axe-core with all rules, best practices as well as WCAG, on the page and in its frames. Deque's own runner
/// opens a second page for each and takes twice as long.
/// </summary>
internal static class Axe
{
    private const string EveryRule = "{}";

    private const string ContrastAlone = "{ runOnly: ['color-contrast'] }";

    private static readonly string Source = new BundledAxeScriptProvider().GetScript();

    public static Task AssertFindsNothingAsync(IPage page) => AssertFindsNothingAsync(page, EveryRule);

    /// <summary>Runs only the rule whose result depends on the colour scheme.</summary>
    public static Task AssertContrastAsync(IPage page) => AssertFindsNothingAsync(page, ContrastAlone);

    private static async Task AssertFindsNothingAsync(IPage page, string options)
    {
        foreach (var frame in page.Frames)
            if (!await frame.EvaluateAsync<bool>("() => 'axe' in window")) await frame.EvaluateAsync(Source);
        var found = await page.EvaluateAsync<string[]>(
            $$"""
            async () => {
              const { passes, violations } = await axe.run(document, {{options}});
              if (passes.length === 0) return ['axe has looked at nothing'];
              return violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${id}: ${help}, at ${node.html}`));
            }
            """);
        Assert.True(found.Length == 0, $"{page.Url}\n{string.Join('\n', found)}");
    }
}
