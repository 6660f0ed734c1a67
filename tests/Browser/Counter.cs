using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>The counter element on a page or in a frame.</summary>
internal sealed class Counter(ILocator element)
{
    public Counter(IPage page) : this(page.Locator("petition-counter"))
    {
    }

    public ILocator Element => element;

    /// <summary>The live number.</summary>
    public ILocator Number => element.Locator("[part=number]");

    /// <summary>The server-rendered number.</summary>
    public ILocator ServerNumber => element.Locator(".count strong");

    public ILocator Pause => element.Locator("[part=pause]");

    public ILocator Link => element.GetByRole(AriaRole.Link);

    /// <summary>The sparkline.</summary>
    public ILocator Spark => element.Locator(".spark");

    /// <summary>The number with its label and state.</summary>
    public ILocator Figure => element.Locator(".figure");

    /// <summary>The box around the counter.</summary>
    public ILocator Box => element.Locator("[part=box]");

    public ILocator Bar => element.Locator("[part=bar]");

    /// <summary>The status for screen readers.</summary>
    public ILocator Status => element.GetByRole(AriaRole.Status);

    /// <summary>The documented snippet, without an integrity hash.</summary>
    public static string Snippet(Uri program, string petition, string lang = "en") => $"""
        <petition-counter petition="{petition}" lang="{lang}"><a href="{program}p/{petition}">Sign the letter</a></petition-counter>
        <script async src="{program}widgets/petition-counter.js"></script>
        """;

    /// <summary>Records every text that the part shows from now on, for <see cref="SeenAsync"/>.</summary>
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
