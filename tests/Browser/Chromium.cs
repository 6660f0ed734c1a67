using Microsoft.Playwright;
using Petitions.Tests.Browser;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Petitions.Tests.Browser;

/// <summary>
/// The browser of a test run: Debian's Chromium, driven by Playwright. Started at the first context, so that a
/// run without browser tests starts none. Playwright never downloads a browser.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    // Generous for busy machines; a passing test never waits so long.
    private const float WaitsMilliseconds = 15_000;

    // No background activity: no network access, no load besides the tests.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    // Playwright switches this cache off.
    private const string WithoutBackForwardCache = "--disable-back-forward-cache";

    private readonly SemaphoreSlim _oneStarter = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser, _browserThatKeepsPages;

    /// <summary>A new browser context without cookies or cache. Skips the test when Chromium is missing.</summary>
    /// <param name="options">Options of the context.</param>
    /// <param name="keepsPages">With the back/forward cache, as people have it.</param>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options, bool keepsPages = false)
    {
        var browser = await EnsureBrowserAsync(keepsPages);
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(WaitsMilliseconds);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        if (_browserThatKeepsPages is not null) await _browserThatKeepsPages.CloseAsync();
        _playwright?.Dispose();
        _oneStarter.Dispose();
    }

    private async Task<IBrowser> EnsureBrowserAsync(bool keepsPages)
    {
        await _oneStarter.WaitAsync();
        try
        {
            return keepsPages ? _browserThatKeepsPages ??= await StartAsync([WithoutBackForwardCache]) : _browser ??= await StartAsync([]);
        }
        finally
        {
            _oneStarter.Release();
        }
    }

    private async Task<IBrowser> StartAsync(string[] withoutFlags)
    {
        if (Find() is not { } program)
        {
            Assert.Skip("There is no Chromium here: apt-get install chromium, or run tests/run as root.");
            return null;
        }
        Assertions.SetDefaultExpectTimeout(WaitsMilliseconds);
        _playwright ??= await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Flags, IgnoreDefaultArgs = withoutFlags });
    }

    private static string? Find() => Environment.GetEnvironmentVariable("PATH")?.Split(':')
        .Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);
}
