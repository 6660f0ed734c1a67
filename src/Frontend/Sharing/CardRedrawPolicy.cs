namespace Petitions.Frontend.Sharing;

/// <summary>
/// When an image is drawn anew: at once when its text, goal or state has changed; for the count alone when its third digit has changed, and
/// at most once per <see cref="Interval"/>.
/// </summary>
internal static class CardRedrawPolicy
{
    /// <summary>Shortest time between two images that differ in the count alone, and between a failed drawing and the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    /// <summary>The content to draw; null when the newest image is good enough.</summary>
    /// <param name="drawn">Content of the newest image; null when there is none.</param>
    /// <param name="age">Age of that image.</param>
    /// <param name="now">The content as of now.</param>
    public static CardContent? Next(CardContent? drawn, TimeSpan age, CardContent now)
    {
        if (drawn is null) return now;
        // The cluster is away: the last count is better than none.
        if (now.Count is null && drawn.Count is not null) now = now with { Count = drawn.Count, Goal = drawn.Goal };
        if (now with { Count = drawn.Count } != drawn) return now;
        if (now.Count is not { } count || drawn.Count is not { } shown) return now.Count == drawn.Count ? null : now;
        return age >= Interval && Math.Abs(count - shown) >= StepOf(shown) ? now : null;
    }

    /// <summary>The smallest visible change of a count: 1 below 1,000, 10 below 10,000, 100 below 100,000, and so on.</summary>
    public static long StepOf(long count)
    {
        var step = 1L;
        for (var rest = count; rest >= 1_000; rest /= 10) step *= 10;
        return step;
    }
}
