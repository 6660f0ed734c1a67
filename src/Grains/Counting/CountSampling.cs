namespace Petitions.Grains.Counting;

/// <summary>
/// Decides when a petition's total is sampled and whether the sample is stored. Does no I/O: the caller reports what was stored.
/// </summary>
/// <remarks>
/// The point of a minute is its last total: the sample is taken shortly before the minute ends and replaces an earlier one of the same
/// minute, by this silo or another.
/// </remarks>
internal sealed class CountSampling
{
    /// <summary>The sampling interval.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Petitions are spread over 4 s, so that the database does not get all points at once.
    private static readonly TimeSpan LastOffset = TimeSpan.FromSeconds(1), OffsetStep = TimeSpan.FromMilliseconds(100);
    private const int Offsets = 40;

    private CountPoint? _last;
    private int? _thinnedHour;

    /// <summary>False until <see cref="Begin"/>.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>
    /// Time from <paramref name="now"/> to the next sample: 1 to 5 s before the minute ends, at a fixed offset per petition.
    /// </summary>
    public static TimeSpan UntilNext(int petition, DateTimeOffset now)
    {
        var next = Every - LastOffset - petition % Offsets * OffsetStep - TimeSpan.FromTicks(now.UtcTicks % Every.Ticks);
        return next > TimeSpan.Zero ? next : next + Every;
    }

    /// <summary>Sets the newest stored point; null when there is none.</summary>
    public void Begin(CountPoint? last) => (_last, HasBegun) = (last, true);

    /// <summary>The point to store; null when the total has not changed.</summary>
    public CountPoint? Due(int minute, long total)
    {
        // The first point is one minute earlier, so that the history has a point before the first change.
        if (_last is not { } last) return new(minute - 1, total);
        if (last.Total == total) return null;
        // Another silo's clock may be ahead: points must not go back in time.
        return new(Math.Max(minute, last.Minute), total);
    }

    /// <summary>Reports that <paramref name="point"/> was stored.</summary>
    public void Stored(CountPoint point) => _last = point;

    /// <summary>True when old points must be thinned out: once an hour, and only after a change.</summary>
    public bool IsThinningDue(CountPoint stored) => _thinnedHour != CountPoint.HourOf(stored.Minute);

    /// <summary>Reports that old points were thinned out after <paramref name="stored"/>.</summary>
    public void Thinned(CountPoint stored) => _thinnedHour = CountPoint.HourOf(stored.Minute);
}
