using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>The signing page on a slow network: everything that it loads, compressed and uncompressed.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class PageWeightTests(Chromium chromium, BrowserTestProgram program, ITestOutputHelper output)
    : BrowserTest(chromium, program)
{
    private const int SentBytesMax = 60 * 1024;

    [Theory, InlineData("en"), InlineData("de")]
    public async Task The_signing_page_with_everything_it_loads_is_under_60_KB(string lang)
    {
        var page = await NewPageAsync();
        var answers = new ConcurrentBag<IResponse>();
        // Count and history are API calls and not part of the page load.
        page.Response += (_, answer) =>
        {
            if (answer.Url.StartsWith("http", StringComparison.Ordinal)
                && !answer.Url.Contains("/api/", StringComparison.Ordinal))
                answers.Add(answer);
        };
        await page.GotoAsync(SigningPage.PathOf(BrowserPetitions.Open, lang), new() { WaitUntil = WaitUntilState.Load });
        var (sent, unpacked) = (0, 0);
        foreach (var answer in answers)
        {
            await answer.FinishedAsync();
            var body = (await answer.BodyAsync()).Length;
            var sizes = await answer.Request.SizesAsync();
            output.WriteLine($"{new Uri(answer.Url).AbsolutePath}: {sizes.ResponseBodySize} bytes sent, {body} unpacked");
            (sent, unpacked) = (sent + sizes.ResponseBodySize, unpacked + body);
        }
        output.WriteLine($"{lang}: {sent} bytes sent, {unpacked} unpacked");
        Assert.Equal(4, answers.Count);
        Assert.InRange(sent, 1, SentBytesMax - 1);
    }
}
