namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Sliding window counter: events of the last N seconds, estimated from the counts of the current and the previous fixed window. The
/// previous one is weighted by its overlap with the sliding window, which is exact when its events are spread evenly.
/// </summary>
internal struct SlidingWindowCount
{
    private int _index, _previous, _current;

    /// <summary>The estimated count at <paramref name="second"/>.</summary>
    public readonly int At(int second, int windowSeconds)
    {
        var (window, within) = Math.DivRem(second, windowSeconds);
        var passed = window - _index;
        if (passed > 1) return 0;
        var left = windowSeconds - within;
        return passed == 1 ? Part(_current, left, windowSeconds) : _current + Part(_previous, left, windowSeconds);
    }

    /// <summary>Counts an event at <paramref name="second"/>, which must not decrease between calls.</summary>
    public void Add(int second, int windowSeconds)
    {
        var window = second / windowSeconds;
        var passed = window - _index;
        if (passed > 0) (_index, _previous, _current) = (window, passed == 1 ? _current : 0, 0);
        _current++;
    }

    private static int Part(int count, int left, int windowSeconds) => (int)((long)count * left / windowSeconds);
}
