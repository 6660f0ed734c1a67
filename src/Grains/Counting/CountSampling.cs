namespace Petitions.Grains.Counting;

/// <summary>
/// Decides when a petition's total is looked at and whether it is stored. Pure: what was stored is told to it.
/// </summary>
/// <remarks>
/// A minute's last total is its point: the look comes shortly before the minute ends, and what was stored earlier in that minute, here or
/// by another silo, is replaced.
/// </remarks>
internal sealed class CountSampling
{
    /// <summary>How often the total is looked at.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Petitions take turns, so that a database does not get all their points in one moment.
    private static readonly TimeSpan LastTurn = TimeSpan.FromSeconds(1), Turn = TimeSpan.FromMilliseconds(100);
    private const int Turns = 40;

    private CountPoint? _last;
    private int? _thinnedHour;

    /// <summary>False until <see cref="Begin"/>.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>
    /// From <paramref name="now"/> to the next look: 1 to 5 s before a minute ends, always in the same turn for one petition.
    /// </summary>
    public static TimeSpan UntilNext(int petition, DateTimeOffset now)
    {
        var next = Every - LastTurn - petition % Turns * Turn - TimeSpan.FromTicks(now.UtcTicks % Every.Ticks);
        return next > TimeSpan.Zero ? next : next + Every;
    }

    /// <summary>Takes the newest point that is stored; null when there is none.</summary>
    public void Begin(CountPoint? last) => (_last, HasBegun) = (last, true);

    /// <summary>The point to be stored; null when the total has not moved.</summary>
    public CountPoint? Due(int minute, long total)
    {
        // The history begins with what was there before this minute, or the signatures of this minute would have nothing to start from.
        if (_last is not { } last) return new(minute - 1, total);
        if (last.Total == total) return null;
        // Another silo's clock may be ahead: a later word must not stand before an earlier one.
        return new(Math.Max(minute, last.Minute), total);
    }

    /// <summary><paramref name="point"/> is stored.</summary>
    public void Stored(CountPoint point) => _last = point;

    /// <summary>Old points are to be thinned out: once an hour, and not while nothing moves.</summary>
    public bool IsThinningDue(CountPoint stored) => _thinnedHour != CountPoint.HourOf(stored.Minute);

    /// <summary>They were, after <paramref name="stored"/>.</summary>
    public void Thinned(CountPoint stored) => _thinnedHour = CountPoint.HourOf(stored.Minute);
}
