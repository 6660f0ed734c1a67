using Petitions.Bench.Rehearsal.Schedule;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>The arithmetic of rate curves and of the arrivals that follow them.</summary>
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
    public void The_number_of_arrivals_is_the_integral_and_their_times_rise(bool poisson)
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

    private static List<double> TimesOf(LoadPlan plan)
    {
        var arrivals = new ArrivalSchedule(plan);
        var times = new List<double>();
        while (arrivals.Next() is { } time) times.Add(time);
        return times;
    }
}
