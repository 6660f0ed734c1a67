using System.Text;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Schedule;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>The arithmetic of curves and schedules, the files they come from, and the bytes that are sent.</summary>
public sealed class RehearsalScheduleTests
{
    [Fact]
    public void The_nth_arrival_comes_when_the_integral_of_the_rate_reaches_n()
    {
        // From 0 to 10 per second within 10 s: n arrivals have come after the square root of 2n seconds.
        var curve = new RateCurve(new RatePoint(0, 0), new RatePoint(10, 10), new RatePoint(20, 10));
        var segment = 0;
        Assert.Equal(150, curve.Total, 9);
        Assert.Equal(Math.Sqrt(2), curve.TimeOf(1, ref segment)!.Value, 9);
        Assert.Equal(10, curve.TimeOf(50, ref segment)!.Value, 9);
        Assert.Equal(15, curve.TimeOf(100, ref segment)!.Value, 9);
        Assert.Null(curve.TimeOf(150.1, ref segment));
    }

    [Fact]
    public void Scaling_raises_the_rate_and_compressing_shortens_the_time()
    {
        var curve = new RateCurve(new RatePoint(0, 2), new RatePoint(600, 2)).Scale(200).Compress(60);
        Assert.Equal(TimeSpan.FromSeconds(10), curve.Duration);
        Assert.Equal(400, curve.Peak, 9);
        Assert.Equal(4_000, curve.Total, 6);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void As_many_arrive_as_the_curve_holds_and_none_goes_back_in_time(bool poisson)
    {
        var plan = LoadProfiles.Plan("spike", 400, TimeSpan.FromSeconds(60)) with { IsPoisson = poisson };
        var times = TimesOf(plan);
        Assert.Equal(times, times.Order());
        Assert.InRange(times[^1], 0, 60);
        // Five standard deviations of a Poisson count.
        Assert.InRange(times.Count, plan.Curve.Total - 5 * Math.Sqrt(plan.Curve.Total), plan.Curve.Total + 5 * Math.Sqrt(plan.Curve.Total));
        Assert.Equal(times, TimesOf(plan));
    }

    [Fact]
    public void Revoke_article_50_peaks_at_3096_a_minute_and_lasts_a_day()
    {
        Assert.Equal(TimeSpan.FromDays(1), RevokeArticle50.Curve.Duration);
        Assert.Equal(3_096, RevokeArticle50.Curve.Peak * 60, 6);
        Assert.InRange(RevokeArticle50.Curve.Total, 1_200_000, 1_230_000);
    }

    [Fact]
    public void A_search_for_the_limit_rises_in_even_steps_to_the_peak()
    {
        var plan = LoadProfiles.Plan("find-limit", 1_600, TimeSpan.FromSeconds(60));
        Assert.Equal(100, plan.Curve.RateAt(0.5), 6);
        Assert.Equal(125, plan.Curve.RateAt(plan.LimitStep!.Value.TotalSeconds * 1.5), 6);
        Assert.Equal(1_600, plan.Curve.Peak, 6);
    }

    [Theory]
    [InlineData("time,count\n0,0\n10,100\n20,100\n30,400\n", 30, 30)]
    [InlineData("2019-03-20 19:20:00,75024\n2019-03-20 19:20:10,75124\n", 10, 10)]
    [InlineData("""[{"updated_at":"2019-03-20 19:20:00","signature_count":10},{"updated_at":"2019-03-20 19:20:00","signature_count":20},{"updated_at":"2019-03-20 19:20:20","signature_count":60}]""", 20, 2)]
    [InlineData("[[0,0],[5,50]]", 5, 10)]
    public void A_curve_of_cumulative_counts_becomes_rates(string text, double seconds, double peak)
    {
        var curve = CurveFile.Parse("curve", text);
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
    public void A_request_is_whole_and_says_its_length()
    {
        var requests = new SigningRequestTemplate(new Uri("http://127.0.0.1:5080"), "some-rehearsal", [("transfer", "2026-01")], "a1");
        var operation = new IdempotencyKeys().Of(7);
        var buffer = new byte[4096];
        var text = Encoding.UTF8.GetString(buffer.AsSpan(0, requests.Write(buffer, 42, operation)));
        var (head, body) = (text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)], text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.StartsWith("POST /api/v1/petitions/some-rehearsal/signatures HTTP/1.1\r\nHost: 127.0.0.1:5080\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"Idempotency-Key: {operation}", head, StringComparison.Ordinal);
        Assert.EndsWith($"Content-Length: {Encoding.UTF8.GetByteCount(body)}", head, StringComparison.Ordinal);
        Assert.Contains($"\"{requests.EmailOf(42)}\"", body, StringComparison.Ordinal);
        Assert.EndsWith(".invalid", requests.EmailOf(42), StringComparison.Ordinal);
        Assert.DoesNotContain('#', text);
    }

    [Theory]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello", 201, false)]
    [InlineData("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", 204, true)]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", 200, false)]
    public void The_end_of_an_answer_is_found_however_it_is_cut(string answer, int status, bool isLast)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var response = new HttpResponseReader();
            response.Reset();
            var buffer = new byte[4096];
            bytes.CopyTo(buffer, 0);
            Assert.False(response.Read(buffer, 0, cut), $"Complete after {cut} bytes.");
            Assert.True(response.Read(buffer, cut, bytes.Length - cut), $"Not complete when cut at {cut}.");
            Assert.Equal((status, isLast), (response.Status, response.ClosesConnection));
        }
    }

    private static List<double> TimesOf(LoadPlan plan)
    {
        var arrivals = new ArrivalSchedule(plan);
        var times = new List<double>();
        while (arrivals.Next() is { } time) times.Add(time);
        return times;
    }
}
