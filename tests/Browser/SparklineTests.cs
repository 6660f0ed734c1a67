using System.Globalization;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The sparkline of the last 24 h beside the count.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class SparklineTests(Chromium chromium, BrowserTestProgram program) : HostedCounterTest(chromium, program)
{
    private const int Hours = 24;

    // 400 per hour with one hour within the 24 h; 300 in each of two hours; 1,200 in one.
    private static readonly (int From, int To, int Signatures)[] Busy = [(30, 23, 2_800), (10, 8, 600), (3, 2, 1_200)];

    private static readonly int[] Widths = [360];

    [Theory]
    [InlineData("en", "2,200 in the last 24 hours")]
    [InlineData("de", "2.200 in den letzten 24 Stunden")]
    public async Task The_sparkline_shows_24_hours_and_its_title_their_sum(string lang, string sum)
    {
        await using var host = await HostSite.StartAsync(
            Counter.Snippet(Program.Address, BrowserPetitions.Quiet, lang), css: ":root { color-scheme: light dark; }");
        var (page, counter, _) = await OpenCounterAsync(12_345, 10, goal: 20_000, host: host, lang: lang, history: Busy);
        await Expect(counter.Spark).ToBeVisibleAsync();
        await Expect(counter.Spark).ToHaveRoleAsync(AriaRole.Img);
        await Expect(counter.Spark).ToHaveAccessibleNameAsync(sum);

        var expected = new double[Hours];
        (expected[0], expected[14], expected[15], expected[21]) = (400, 300, 300, 1_200);
        Assert.Equal(expected, await HoursOfAsync(counter));
        await Axe.AssertFindsNothingAsync(page);
        await Screenshots.TakeAsync(page, $"sparkline-{lang}", Widths);
    }

    [Theory, InlineData(null), InlineData(0), InlineData(26)]
    public async Task A_day_without_signatures_has_no_sparkline(int? signaturesTheDayBefore)
    {
        (int, int, int)[] history = signaturesTheDayBefore is { } signatures ? [(26, 25, signatures), (3, 2, 0)] : [];
        var (_, counter, counts) = await OpenCounterAsync(26, 10, history: history);
        await counts.PollAsync();
        Assert.Equal(1, counts.HistoryRequests);
        await ExpectNothingAsync(counter);
    }

    [Fact]
    public async Task The_sparkline_disappears_after_a_day_without_signatures()
    {
        var (_, counter, counts) = await OpenCounterAsync(12_345, 10, history: Busy);
        await Expect(counter.Spark).ToBeVisibleAsync();
        counts.SetHistory((30, 23, 0));
        await counts.RequestsInTenMinutesAsync();
        await counts.PollAsync();
        await ExpectNothingAsync(counter);
        Assert.Equal(2, counts.HistoryRequests);
    }

    private static async Task ExpectNothingAsync(Counter counter)
    {
        await Expect(counter.Spark).ToBeHiddenAsync();
        await Expect(counter.Spark).ToBeEmptyAsync();
        await Expect(counter.Spark).ToHaveAccessibleNameAsync("");
        await Expect(counter.Spark.Locator("*")).ToHaveCountAsync(0);
    }

    // The points of the line: the highest hour is at y = 1 and an empty one at y = 17; both ends are outside the view box.
    private static async Task<IEnumerable<double>> HoursOfAsync(Counter counter)
    {
        var points = (await counter.Spark.Locator("path").GetAttributeAsync("d"))!.TrimStart('M').Split('L')
            .Select(point => point.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .Where(point => point[0] is >= 0 and < Hours).ToList();
        Assert.Equal(Enumerable.Range(0, Hours), points.Select(point => (int)point[0]));
        return points.Select(point => Math.Round((17 - point[1]) / 16 * 1_200, 6));
    }
}
