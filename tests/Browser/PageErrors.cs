using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>Exceptions and console messages of a page, such as policy violations, warnings and leftover logs.</summary>
internal static class PageErrors
{
    // The browser logs every response that is no success; tests expect some of those.
    private const string AboutStatus = "Failed to load resource: the server responded with a status of";

    /// <summary>Collects from now on; call it before the page is loaded.</summary>
    public static List<string> Of(IPage page)
    {
        var said = new List<string>();
        page.PageError += (_, error) => said.Add(error);
        page.Console += (_, message) =>
        {
            if (!message.Text.StartsWith(AboutStatus, StringComparison.Ordinal)) said.Add(message.Text);
        };
        return said;
    }
}
