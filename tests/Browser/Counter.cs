using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>The counter on a page, or in a frame of one.</summary>
internal sealed class Counter(ILocator element)
{
    public Counter(IPage page) : this(page.Locator("petition-counter"))
    {
    }

    public ILocator Element => element;

    /// <summary>The number that moves.</summary>
    public ILocator Number => element.Locator("[part=number]");

    /// <summary>What the server knew when it made the page.</summary>
    public ILocator ServerNumber => element.Locator(".count strong");

    public ILocator Pause => element.Locator("[part=pause]");

    public ILocator Link => element.GetByRole(AriaRole.Link);

    /// <summary>The line of the last day.</summary>
    public ILocator Spark => element.Locator(".spark");

    /// <summary>The number, what it counts, and when or why not now.</summary>
    public ILocator Figure => element.Locator(".figure");

    /// <summary>The frame around everything.</summary>
    public ILocator Box => element.Locator("[part=box]");

    public ILocator Bar => element.Locator("[part=bar]");

    /// <summary>What is read out.</summary>
    public ILocator Said => element.GetByRole(AriaRole.Status);

    /// <summary>What a site puts into its page; the script is loaded as the documentation says, without integrity.</summary>
    public static string Snippet(Uri program, string petition, string lang = "en") => $"""
        <petition-counter petition="{petition}" lang="{lang}"><a href="{program}p/{petition}">Sign the letter</a></petition-counter>
        <script async src="{program}widgets/petition-counter.js"></script>
        """;

    /// <summary>From now on keeps every text that the part shows, for <see cref="SeenAsync"/>.</summary>
    public Task WatchAsync(string selector) => element.EvaluateAsync(
        """
        (counter, selector) => {
          const part = counter.shadowRoot.querySelector(selector);
          window.seen = [];
          new MutationObserver(() => seen.push(part.textContent)).observe(part, { childList: true, characterData: true, subtree: true });
        }
        """, selector);

    public Task<string[]> SeenAsync() => element.EvaluateAsync<string[]>("() => window.seen");
}
