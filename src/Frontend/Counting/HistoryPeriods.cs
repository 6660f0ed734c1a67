using Petitions.Grains.Counting;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The published form of a history: minutes for the last day, hours before that. A period has at least five signatures, so that no period
/// tells when one person signed: a smaller one is merged with the next ones, and held back while there is no next one. Time without
/// signatures is in no period, unless it lies within a merged one.
/// </summary>
internal static class HistoryPeriods
{
    /// <summary>Signatures of a period, at least.</summary>
    public const int SignaturesMin = 5;

    /// <summary>
    /// Periods in chronological order, without overlap. Their sum never exceeds <see cref="CountHistory.Total"/>, rounded as the count is:
    /// a withdrawal is subtracted from the latest signatures before it, so later signatures show at once.
    /// </summary>
    public static List<HistoryPeriod> Of(CountHistory history)
    {
        var minutesFrom = CountWindow.At(history.AsOf).MinutesFrom;
        var steps = StepsOf(history, minutesFrom);
        var periods = new List<HistoryPeriod>();
        if (steps.Count == 0) return periods;

        // End of the last period, and the total at that time.
        var (end, shown) = steps[0];
        var before = shown;
        foreach (var (to, total) in steps.Skip(1))
        {
            // Nothing is held back: the period begins with this minute or hour, and nobody signed since the last period.
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

    // The ends of minutes and hours with the total of then, without signatures withdrawn since; the totals never fall.
    private static List<(int End, long Total)> StepsOf(CountHistory history, int minutesFrom)
    {
        var steps = new List<(int End, long Total)>(history.Points.Length);
        foreach (var point in history.Points)
        {
            // The first point is where the history begins, within an hour: it stays apart from the rest of its hour.
            var byHour = point.Minute < minutesFrom && steps.Count > 0;
            var end = byHour ? CountPoint.HourOf(point.Minute) + CountPoint.MinutesPerHour : point.Minute + 1;
            if (steps.Count > 1 && steps[^1].End == end) steps.RemoveAt(steps.Count - 1);
            steps.Add((end, PublicCount.Rounded(point.Total, history.Counter)));
        }
        var least = PublicCount.Rounded(history.Total, history.Counter);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            least = Math.Min(least, steps[i].Total);
            steps[i] = (steps[i].End, least);
        }
        return steps;
    }
}
