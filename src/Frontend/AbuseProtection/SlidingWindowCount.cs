namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// How much happened within the last so many seconds, from two numbers: the count of the window under way and that of the one before, of
/// which as much is taken as has not slid out yet. As exact as if the attempts of a window were spread evenly over it.
/// </summary>
internal struct SlidingWindowCount
{
    private int _window, _before, _now;

    /// <summary>The estimate at <paramref name="second"/>.</summary>
    public readonly int At(int second, int windowSeconds)
    {
        var (window, within) = Math.DivRem(second, windowSeconds);
        var passed = window - _window;
        if (passed > 1) return 0;
        var left = windowSeconds - within;
        return passed == 1 ? Part(_now, left, windowSeconds) : _now + Part(_before, left, windowSeconds);
    }

    /// <summary>Counts one more at <paramref name="second"/>, which never goes back.</summary>
    public void Add(int second, int windowSeconds)
    {
        var window = second / windowSeconds;
        var passed = window - _window;
        if (passed > 0) (_window, _before, _now) = (window, passed == 1 ? _now : 0, 0);
        _now++;
    }

    private static int Part(int count, int left, int windowSeconds) => (int)((long)count * left / windowSeconds);
}
