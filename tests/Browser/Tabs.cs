using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>What people do with tabs.</summary>
internal static class Tabs
{
    /// <summary>As a browser does it when another tab is opened in front, which one without windows never has.</summary>
    public static Task SetHiddenAsync(this IPage page, bool hidden) => page.EvaluateAsync(
        """
        hidden => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """, hidden);
}
