using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>What a page's scripts threw and what was put into its console: refused by a policy, warned of, or forgotten there.</summary>
internal static class PageErrors
{
    // The browser's own remark on an answer that is no success, which is a page's business and no complaint about it.
    private const string AboutStatus = "Failed to load resource: the server responded with a status of";

    /// <summary>The list grows while the page lives; begin before it is loaded.</summary>
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
