using System.Collections.Immutable;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The published form of a tally. Where the document says <c>counter: steps</c>, the petition's grain rounds the count, and the version
/// counts its changes, so that single signatures cannot be observed; everything here is made of those two.
/// </summary>
/// <param name="Count">The count shown.</param>
/// <param name="Goal">The lowest goal above the count, the highest one when all are reached, null without goals.</param>
/// <param name="Reached">The highest goal at or below the count; null before the first.</param>
/// <param name="Version">Never falls, and rises when the count or the terms change. Equal versions mean equal counts.</param>
/// <param name="ETag">Weak entity tag; changes with the version.</param>
/// <param name="Sources">Those of the count that did not come through the page.</param>
internal readonly record struct PublicCount(
    long Count, long? Goal, long? Reached, long Version, string ETag, SourceCounts Sources = default)
{
    public static PublicCount Of(Tally tally)
    {
        var count = Rounded(tally.Count, tally.Counter);
        return new(count, GoalAbove(count, tally.Goals), GoalReached(count, tally.Goals), tally.Version, $"W/\"{tally.Version}\"",
            tally.Sources);
    }

    /// <summary>The count in the precision that the document asks for. Monotonic in <paramref name="count"/>.</summary>
    public static long Rounded(long count, CounterDisplay counter) =>
        counter == CounterDisplay.Exact ? count : CountSteps.RoundDown(count);

    private static long? GoalAbove(long count, ImmutableArray<long> goals)
    {
        foreach (var goal in goals)
            if (goal > count) return goal;
        return goals.IsEmpty ? null : goals[^1];
    }

    private static long? GoalReached(long count, ImmutableArray<long> goals)
    {
        for (var i = goals.Length - 1; i >= 0; i--)
            if (goals[i] <= count) return goals[i];
        return null;
    }
}
