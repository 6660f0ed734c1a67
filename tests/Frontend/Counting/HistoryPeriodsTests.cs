using System.Collections.Immutable;
using CsCheck;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class HistoryPeriodsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 2, 12, 34, 56, TimeSpan.Zero);
    private static readonly CountWindow Window = CountWindow.At(Now);

    // Totals as they are stored over three days: at some minutes, mostly more, sometimes fewer; the last is the total now.
    private static readonly Gen<CountHistory> Histories =
        Gen.Select(Gen.Int[0, 30], Gen.Select(Gen.Int[1, 90], Gen.Int[-8, 15]).Array[1, 120], Gen.Bool).Select((first, moves, exact) =>
        {
            var points = new List<CountPoint> { new(Window.Until - 3 * 24 * 60, first) };
            foreach (var (minutes, gain) in moves)
                points.Add(new(points[^1].Minute + minutes, Math.Max(0, points[^1].Total + gain)));
            var shown = points.Where(point => point.Minute < Window.Until).ToImmutableArray();
            return new CountHistory(shown, points[^1].Total, exact ? CounterDisplay.Exact : CounterDisplay.Steps, Now);
        });

    [Fact]
    public void Minutes_of_the_last_day_are_shown_as_they_are() => Show(
        [Ago(10, 0), Ago(9, 5), Ago(8, 12), Ago(7, 13)],
        new(Window.Until - 9, Window.Until - 8, 5), new(Window.Until - 8, Window.Until - 7, 7));

    [Fact]
    public void Too_few_are_merged_with_those_that_follow() => Show(
        [Ago(10, 0), Ago(9, 2), Ago(8, 4), Ago(5, 9)],
        new HistoryPeriod(Window.Until - 9, Window.Until - 4, 9));

    [Fact]
    public void Time_in_which_nobody_signed_is_in_no_period() => Show(
        [Ago(100, 0), Ago(90, 5), Ago(10, 10)],
        new(Window.Until - 90, Window.Until - 89, 5), new(Window.Until - 10, Window.Until - 9, 5));

    [Fact]
    public void Periods_below_five_signatures_are_hidden() => Show([Ago(10, 0), Ago(9, 4)]);

    [Fact]
    public void Signatures_before_the_history_are_in_no_period() => Show([Ago(10, 1_000)]);

    [Fact]
    public void Without_points_there_are_no_periods() => Show([]);

    [Fact]
    public void Before_the_last_day_hours_are_shown()
    {
        var hour = Window.MinutesFrom - 180;
        Show(
            [new(hour + 10, 0), new(hour + 20, 7), new(hour + 65, 14), new(hour + 70, 20), new(hour + 180, 30)],
            // The first begins with the history, the second with its hour.
            new(hour + 11, hour + 60, 7), new(hour + 60, hour + 120, 13), new(hour + 180, hour + 181, 10));
    }

    [Fact]
    public void A_fall_is_taken_off_the_latest_before_it_and_what_comes_after_shows_at_once() => Show(
        [Ago(10, 0), Ago(9, 20), Ago(8, 520), Ago(7, 20), Ago(6, 26)],
        new(Window.Until - 9, Window.Until - 8, 20), new(Window.Until - 6, Window.Until - 5, 6));

    [Fact]
    public void The_total_now_counts_too() =>
        Assert.Empty(HistoryPeriods.Of(new([Ago(10, 0), Ago(9, 20)], 3, CounterDisplay.Exact, Now)));

    [Fact]
    public void A_stepped_counter_tells_no_more_than_its_rounded_counts()
    {
        ImmutableArray<CountPoint> points = [Ago(10, 3), Ago(9, 9), Ago(8, 17), Ago(7, 18), Ago(6, 996), Ago(5, 1_001), Ago(4, 1_099)];
        Assert.Equal(
            [
                new(Window.Until - 8, Window.Until - 7, 10), new(Window.Until - 6, Window.Until - 5, 980),
                new(Window.Until - 5, Window.Until - 4, 10),
            ],
            HistoryPeriods.Of(new(points, 1_099, CounterDisplay.Steps, Now)));
    }

    [Fact]
    public void Periods_are_large_enough_in_order_apart_and_no_more_than_the_total() => Histories.Sample(history =>
    {
        var periods = HistoryPeriods.Of(history);
        return periods.All(period => period.Signatures >= HistoryPeriods.SignaturesMin && period.From < period.To
            && period.To <= Window.Until)
            && periods.Zip(periods.Skip(1)).All(pair => pair.First.To <= pair.Second.From)
            && periods.Sum(period => period.Signatures) <= PublicCount.Rounded(history.Total, history.Counter);
    });

    [Fact]
    public void Periods_leave_out_the_start_and_fewer_than_five_signatures() => Histories.Sample(history =>
    {
        if (history.Counter == CounterDisplay.Steps) return true;
        // The least that it ever was: who signed before a fall below that is not counted any more.
        var beginning = ThinnedOut(history).Min(point => Math.Min(point.Total, history.Total));
        var last = Math.Min(history.Points[^1].Total, history.Total);
        return last - beginning - HistoryPeriods.Of(history).Sum(period => period.Signatures) is >= 0 and < HistoryPeriods.SignaturesMin;
    });

    [Fact]
    public void Points_that_say_nothing_new_change_nothing() => Gen.Select(
        Histories, Gen.Int[0, 3 * 24 * 60 - 1].Array[1, 50]).Sample((history, ago) =>
    {
        var points = history.Points.ToDictionary(point => point.Minute, point => point.Total);
        foreach (var minute in ago.Select(minutes => Window.Until - 1 - minutes))
            points.TryAdd(minute, history.Points.Last(point => point.Minute <= minute).Total);
        var more = history with
            { Points = [.. points.OrderBy(point => point.Key).Select(point => new CountPoint(point.Key, point.Value))] };
        return HistoryPeriods.Of(history).SequenceEqual(HistoryPeriods.Of(more));
    });

    [Fact]
    public void Thinning_out_changes_nothing() => Histories.Sample(history =>
        HistoryPeriods.Of(history).SequenceEqual(HistoryPeriods.Of(history with { Points = ThinnedOut(history) })));

    private static ImmutableArray<CountPoint> ThinnedOut(CountHistory history) =>
        [.. history.Points.Where((point, i) => i == 0 || point.Minute >= Window.MinutesFrom || i == history.Points.Length - 1
            || CountPoint.HourOf(history.Points[i + 1].Minute) != CountPoint.HourOf(point.Minute))];

    private static CountPoint Ago(int minutes, long total) => new(Window.Until - minutes, total);

    private static void Show(ImmutableArray<CountPoint> points, params HistoryPeriod[] expected) =>
        Assert.Equal(expected, HistoryPeriods.Of(new(points, points.IsEmpty ? 0 : points[^1].Total, CounterDisplay.Exact, Now)));
}
