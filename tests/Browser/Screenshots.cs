using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>Screenshots of pages, saved to the folder in <c>PETITION_TEST_SCREENSHOTS</c>.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("PETITION_TEST_SCREENSHOTS");

    /// <summary>True when that folder is set.</summary>
    public static bool AreWanted => Folder is { Length: > 0 };

    /// <summary>Saves the full page in each width, light and dark; does nothing without a folder.</summary>
    public static async Task TakeAsync(IPage page, string name, IEnumerable<int> widths)
    {
        if (Folder is not { Length: > 0 }) return;
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 800);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var file = Path.Combine(Folder, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png");
                await page.ScreenshotAsync(new() { Path = file, FullPage = true });
            }
        }
    }
}
