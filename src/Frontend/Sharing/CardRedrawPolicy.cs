namespace Petitions.Frontend.Sharing;

/// <summary>
/// When a picture is drawn anew: at once when its words, its goal or the petition's state changed; for the count alone when it has moved
/// by what somebody would notice, and not more often than <see cref="Interval"/>.
/// </summary>
internal static class CardRedrawPolicy
{
    /// <summary>Shortest time between two pictures that differ in the count alone.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    /// <summary>What is to be drawn; null when the picture there is will do.</summary>
    /// <param name="drawn">What the newest picture shows; null when there is none.</param>
    /// <param name="age">How old that picture is.</param>
    /// <param name="now">How things stand.</param>
    public static CardContent? Next(CardContent? drawn, TimeSpan age, CardContent now)
    {
        if (drawn is null) return now;
        // The cluster is away: an old number says more than none.
        if (now.Count is null && drawn.Count is not null) now = now with { Count = drawn.Count, Goal = drawn.Goal };
        if (now with { Count = drawn.Count } != drawn) return now;
        if (now.Count is not { } count || drawn.Count is not { } shown) return now.Count == drawn.Count ? null : now;
        return age >= Interval && Math.Abs(count - shown) >= StepOf(shown) ? now : null;
    }

    /// <summary>By how much a count must move to be seen: 1 below a thousand, then 10, from ten thousand on 100, and so on.</summary>
    public static long StepOf(long count)
    {
        var step = 1L;
        for (var rest = count; rest >= 1_000; rest /= 10) step *= 10;
        return step;
    }
}
