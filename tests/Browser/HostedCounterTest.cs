using System.Globalization;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Base of tests of the counter on another site, with a fake count API.</summary>
public abstract class HostedCounterTest(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program), IAsyncLifetime
{
    private HostSite? _host;

    /// <summary>The other site, without a policy.</summary>
    private protected HostSite Host => _host!;

    public async ValueTask InitializeAsync() => _host = await HostSite.StartAsync(Counter.Snippet(Program.Address, BrowserPetitions.Quiet));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the site with a fake count API and waits until the count is shown.</summary>
    private protected async Task<(IPage Page, Counter Counter, FakeCountApi Counts)> OpenCounterAsync(
        long count, long version, long? goal = null, BrowserNewContextOptions? options = null, HostSite? host = null, string lang = "en",
        (int From, int To, int Signatures)[]? history = null)
    {
        var page = await NewPageAsync(options);
        var counts = await FakeCountApi.AnswerAsync(page, count, version, goal);
        counts.SetHistory(history ?? []);
        await page.GotoAsync((host ?? Host).Address.AbsoluteUri);
        var counter = new Counter(page);
        await Expect(counter.Number).ToHaveTextAsync(count.ToString("N0", CultureInfo.GetCultureInfo(lang)));
        return (page, counter, counts);
    }
}
