using System.Text.Json.Nodes;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Schedule;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>Recorded curves: the files they come from, and the window over which their rates are means.</summary>
public sealed class RehearsalCurveTests
{
    // 37 signatures/s, read through a cache: the sample at 120 s is 4 s old, the next one is fresh.
    private static readonly CountSample[] CachedCount =
        [new(0, 0), new(60, 2_220), new(120, 4_292), new(120.38, 4_442), new(180, 6_660), new(240, 8_880)];

    [Theory]
    [InlineData("time,count\n0,0\n10,100\n20,100\n30,400\n", 30, 30)]
    [InlineData("2019-03-20 19:20:00,75024\n2019-03-20 19:20:10,75124\n", 10, 10)]
    [InlineData("""
        [{"updated_at":"2019-03-20 19:20:00","signature_count":10},
         {"updated_at":"2019-03-20 19:20:00","signature_count":20},
         {"updated_at":"2019-03-20 19:20:20","signature_count":60}]
        """, 20, 2)]
    [InlineData("[[0,0],[5,50]]", 5, 10)]
    public void A_curve_of_cumulative_counts_becomes_rates(string text, double seconds, double peak)
    {
        var curve = RecordedRates.Of(CurveFile.Parse("curve", text), TimeSpan.Zero);
        Assert.Equal(seconds, curve.Duration.TotalSeconds, 6);
        Assert.Equal(peak, curve.Peak, 6);
    }

    [Theory]
    [InlineData("0,10\n10,5\n", "line 2: the count falls")]
    [InlineData("0,10\n10\n", "line 2")]
    [InlineData("0,10\n10,\n", "line 2")]
    [InlineData("10,10\n0,20\n", "line 2: the time goes back")]
    [InlineData("0,-1\n1,1\n", "negative")]
    [InlineData(",10\n0,20\n10,30\n", "line 1")]
    [InlineData("O,10\n5,20\n10,30\n", "line 1")]
    [InlineData("0,0\n10,1,000\n", "line 2")]
    [InlineData("0,0\n1e300,10\n", "more than ten years")]
    [InlineData("0,10\n", "fewer than two")]
    [InlineData("0,10\n10,10\n", "never rises")]
    [InlineData("", "fewer than two")]
    [InlineData("""[{"time":0,"count":1},{"time":5}]""", "entry 2: it lacks")]
    [InlineData("[[0,1],", "not JSON")]
    [InlineData("{}", "not an array")]
    public void A_curve_with_falling_or_missing_values_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<UsageException>(() => CurveFile.Parse("curve", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rates_are_means_over_the_window()
    {
        Assert.InRange(RecordedRates.Of(CachedCount, TimeSpan.Zero).Peak, 394, 396);
        Assert.InRange(RecordedRates.Of(CachedCount, RecordedRates.WindowDefault).Peak, 37, 40);
    }

    [Theory, InlineData(0), InlineData(0.2), InlineData(60), InlineData(100), InlineData(200), InlineData(240)]
    public void The_window_changes_neither_total_nor_duration(double seconds)
    {
        var curve = RecordedRates.Of(CachedCount, TimeSpan.FromSeconds(seconds));
        Assert.Equal(8_880, curve.Total, 6);
        Assert.Equal(240, curve.Duration.TotalSeconds, 6);
    }

    [Theory, InlineData(60), InlineData(100), InlineData(200)]
    public void No_rate_stands_for_less_than_the_window(double seconds) =>
        AssertStepsLast(RecordedRates.Of(CachedCount, TimeSpan.FromSeconds(seconds)), seconds);

    [Fact]
    public void A_window_shorter_than_the_gaps_changes_nothing()
    {
        var (all, smoothed) = (RecordedRates.Of(CachedCount, TimeSpan.Zero), RecordedRates.Of(CachedCount, TimeSpan.FromSeconds(0.3)));
        Assert.Equal(all.Points, smoothed.Points);
    }

    [Theory, InlineData(60), InlineData(1_800)]
    public void A_real_scrape_keeps_its_total(double seconds)
    {
        var samples = RealScrape();
        var curve = RecordedRates.Of(samples, TimeSpan.FromSeconds(seconds));
        Assert.Equal(samples[^1].Count - samples[0].Count, curve.Total, 3);
        Assert.Equal(samples[^1].Seconds - samples[0].Seconds, curve.Duration.TotalSeconds, 3);
        Assert.True(curve.Peak <= RecordedRates.Of(samples, TimeSpan.Zero).Peak, $"The window raises the peak to {curve.Peak}.");
        AssertStepsLast(curve, seconds);
    }

    private static void AssertStepsLast(RateCurve curve, double seconds) =>
        Assert.All(
            curve.Points.Chunk(2),
            step => Assert.True(step[1].Seconds - step[0].Seconds >= seconds - 0.001, $"{step[0]} to {step[1]} is too short."));

    // A count as it was read in 2019, until it falls for the first time: later false signatures were removed, and a curve must not fall.
    private static IReadOnlyList<CountSample> RealScrape()
    {
        var file = Environment.GetEnvironmentVariable("PETITION_TEST_CURVE")
            ?? Path.Combine(SourceTree.Root, "..", "shared", "data", "revoke-article-50-2019.json");
        if (!File.Exists(file)) Assert.Skip($"{file} is missing: PETITION_TEST_CURVE names a JSON array of counts.");
        var entries = JsonNode.Parse(File.ReadAllText(file))!.AsArray();
        static long CountOf(JsonNode? entry) => (long)entry!["signature_count"]!;
        var rising = entries.TakeWhile((entry, i) => i == 0 || CountOf(entry) >= CountOf(entries[i - 1]))
            .Select(entry => entry!.DeepClone());
        return CurveFile.Parse(file, new JsonArray([.. rising]).ToJsonString());
    }
}
