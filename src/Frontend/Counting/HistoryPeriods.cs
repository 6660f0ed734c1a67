using Petitions.Grains.Counting;

namespace Petitions.Frontend.Counting;

/// <summary>
/// What the public sees of a history: minutes for the last day, hours before, and none of them with fewer than five signatures, because
/// that would be the time at which somebody signed. A shorter one is merged with those that follow; what is not five yet is not shown yet.
/// Time in which nobody signed is in no period, unless it lies within a merged one.
/// </summary>
internal static class HistoryPeriods
{
    /// <summary>Signatures of a period, at least.</summary>
    public const int SignaturesMin = 5;

    /// <summary>
    /// Periods in order of time, without overlap. Together they never have more signatures than <see cref="CountHistory.Total"/>, rounded
    /// as the count is: who withdraws is taken off the latest signatures before it, so that later ones show at once.
    /// </summary>
    public static List<HistoryPeriod> Of(CountHistory history)
    {
        var minutesFrom = CountWindow.At(history.AsOf).MinutesFrom;
        var steps = StepsOf(history, minutesFrom);
        var periods = new List<HistoryPeriod>();
        if (steps.Count == 0) return periods;

        // What is shown ends here, and so many had signed then.
        var (end, shown) = steps[0];
        var before = shown;
        foreach (var (to, total) in steps.Skip(1))
        {
            // Nothing is waiting to be shown: this one begins with its own minute or hour, and nobody signed since the last.
            if (before == shown) end = Math.Max(end, to - (to <= minutesFrom ? CountPoint.MinutesPerHour : 1));
            if (total - shown >= SignaturesMin)
            {
                periods.Add(new(end, to, total - shown));
                (end, shown) = (to, total);
            }
            before = total;
        }
        return periods;
    }

    // The ends of minutes and hours and how many had signed then who still count now; rises from step to step.
    private static List<(int End, long Total)> StepsOf(CountHistory history, int minutesFrom)
    {
        var steps = new List<(int End, long Total)>(history.Points.Length);
        foreach (var point in history.Points)
        {
            // The first is where the history begins, in the midst of an hour: it stays apart from the rest of its hour.
            var byHour = point.Minute < minutesFrom && steps.Count > 0;
            var end = byHour ? CountPoint.HourOf(point.Minute) + CountPoint.MinutesPerHour : point.Minute + 1;
            if (steps.Count > 1 && steps[^1].End == end) steps.RemoveAt(steps.Count - 1);
            steps.Add((end, PublicCount.Shown(point.Total, history.Counter)));
        }
        var least = PublicCount.Shown(history.Total, history.Counter);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            least = Math.Min(least, steps[i].Total);
            steps[i] = (steps[i].End, least);
        }
        return steps;
    }
}
