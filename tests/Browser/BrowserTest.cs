using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>A test in which people look at the program with browsers; each of them knows nothing of the others.</summary>
public abstract class BrowserTest(Chromium chromium, BrowserTestProgram program) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _contexts = [];

    /// <summary>What they look at.</summary>
    protected BrowserTestProgram Program { get; } = program;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts) await context.CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A tab in a fresh browser; paths are those of the program.</summary>
    protected async Task<IPage> NewPageAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = Program.Address.AbsoluteUri;
        // Whoever does not say otherwise reads English, whatever the machine speaks.
        options.Locale ??= "en-GB";
        // Nor waits for pages that scroll gently.
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await chromium.NewContextAsync(options);
        _contexts.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>A tab in a fresh browser that shows the path.</summary>
    protected async Task<IPage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var page = await NewPageAsync(options);
        await page.GotoAsync(path);
        return page;
    }
}
