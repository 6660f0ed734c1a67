using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>Simulates the visibility of tabs.</summary>
internal static class Tabs
{
    /// <summary>Hides or shows the page as switching tabs does, which a headless browser never does.</summary>
    public static Task SetHiddenAsync(this IPage page, bool hidden) => page.EvaluateAsync(
        """
        hidden => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """, hidden);
}
