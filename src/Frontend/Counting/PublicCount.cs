using System.Collections.Immutable;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Counting;

/// <summary>
/// What the public sees of a tally. Where the document says <c>counter: steps</c>, count and version move in steps, so that nobody can
/// watch one signature arrive; goal and entity tag are made of the rounded numbers only.
/// </summary>
/// <param name="Count">The count shown.</param>
/// <param name="Goal">The first goal above it, the last one when all are passed, null without goals.</param>
/// <param name="Reached">The highest goal at or below it; null before the first.</param>
/// <param name="Version">
/// Never falls, and moves when the count or the terms move; where both are rounded it may move some signatures later than the count.
/// </param>
/// <param name="ETag">Weak entity tag; moves with each of the others.</param>
internal readonly record struct PublicCount(long Count, long? Goal, long? Reached, long Version, string ETag)
{
    /// <summary>Step of the count below <see cref="LargeFrom"/>, and of the version.</summary>
    public const int SmallStep = 10;

    /// <summary>Step of the count from <see cref="LargeFrom"/> on.</summary>
    public const int LargeStep = 100;

    /// <summary>From here on a step of ten would be a needless detail.</summary>
    public const int LargeFrom = 1_000;

    /// <summary>Whoever has seen the version has seen the count. Not so where they are rounded, each for itself.</summary>
    public bool IsExact { get; private init; }

    public static PublicCount Of(Tally tally)
    {
        if (tally.Counter == CounterDisplay.Exact)
            return Of(tally.Count, tally.Goals, tally.Version, $"W/\"{tally.Version}\"") with { IsExact = true };

        var count = Shown(tally.Count, tally.Counter);
        // The version of the terms is not rounded: a close must be seen at once, and tells of nobody.
        var version = Down(tally.CountVersion, SmallStep) + tally.TermsVersion;
        return Of(count, tally.Goals, version, $"W/\"{version}-{count}\"");
    }

    /// <summary>The count alone, as exactly as the document says. Never falls while <paramref name="count"/> grows.</summary>
    public static long Shown(long count, CounterDisplay counter) =>
        counter == CounterDisplay.Exact ? count : Down(count, count < LargeFrom ? SmallStep : LargeStep);

    private static PublicCount Of(long count, ImmutableArray<long> goals, long version, string etag) =>
        new(count, GoalAbove(count, goals), GoalReached(count, goals), version, etag);

    private static long Down(long number, int step) => number - number % step;

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
