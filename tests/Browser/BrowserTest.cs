using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>Base of browser tests; each page has a browser context of its own.</summary>
public abstract class BrowserTest(Chromium chromium, BrowserTestProgram program) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _contexts = [];

    /// <summary>The program under test.</summary>
    protected BrowserTestProgram Program { get; } = program;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts) await context.CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A page in a new browser context; paths are relative to the program.</summary>
    /// <param name="options">Options of the context.</param>
    /// <param name="keepsPages">With the back/forward cache.</param>
    protected async Task<IPage> NewPageAsync(BrowserNewContextOptions? options = null, bool keepsPages = false)
    {
        options ??= new();
        options.BaseURL = Program.Address.AbsoluteUri;
        // English by default, whatever the locale of the machine.
        options.Locale ??= "en-GB";
        // Without waiting for smooth scrolling.
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await chromium.NewContextAsync(options, keepsPages);
        _contexts.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>A page in a new browser context that has loaded the path.</summary>
    protected async Task<IPage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var page = await NewPageAsync(options);
        await page.GotoAsync(path);
        return page;
    }
}
