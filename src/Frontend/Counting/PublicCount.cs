using System.Collections.Immutable;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Counting;

/// <summary>
/// The published form of a tally. Where the document says <c>counter: steps</c>, count and version are rounded down, so that single
/// signatures cannot be observed; goal and entity tag are made of the rounded numbers only.
/// </summary>
/// <param name="Count">The count shown.</param>
/// <param name="Goal">The lowest goal above the count, the highest one when all are reached, null without goals.</param>
/// <param name="Reached">The highest goal at or below the count; null before the first.</param>
/// <param name="Version">
/// Never falls, and rises when the count or the terms change. Where it is rounded, it may rise some signatures later than the count.
/// </param>
/// <param name="ETag">Weak entity tag; changes with each of the others.</param>
internal readonly record struct PublicCount(long Count, long? Goal, long? Reached, long Version, string ETag)
{
    /// <summary>Step of the count below <see cref="LargeFrom"/>, and of the version.</summary>
    public const int SmallStep = 10;

    /// <summary>Step of the count from <see cref="LargeFrom"/> on.</summary>
    public const int LargeStep = 100;

    /// <summary>The count from which on <see cref="LargeStep"/> applies.</summary>
    public const int LargeFrom = 1_000;

    /// <summary>Equal versions mean equal counts. Not so where both are rounded, each for itself.</summary>
    public bool IsExact { get; private init; }

    public static PublicCount Of(Tally tally)
    {
        if (tally.Counter == CounterDisplay.Exact)
            return Of(tally.Count, tally.Goals, tally.Version, $"W/\"{tally.Version}\"") with { IsExact = true };

        var count = Rounded(tally.Count, tally.Counter);
        // The version of the terms is not rounded: closing must show at once, and reveals nothing about a person.
        var version = RoundDown(tally.CountVersion, SmallStep) + tally.TermsVersion;
        return Of(count, tally.Goals, version, $"W/\"{version}-{count}\"");
    }

    /// <summary>The count in the precision that the document asks for. Monotonic in <paramref name="count"/>.</summary>
    public static long Rounded(long count, CounterDisplay counter) =>
        counter == CounterDisplay.Exact ? count : RoundDown(count, count < LargeFrom ? SmallStep : LargeStep);

    private static PublicCount Of(long count, ImmutableArray<long> goals, long version, string etag) =>
        new(count, GoalAbove(count, goals), GoalReached(count, goals), version, etag);

    private static long RoundDown(long number, int step) => number - number % step;

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
