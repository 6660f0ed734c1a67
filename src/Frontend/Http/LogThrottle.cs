namespace Petitions.Frontend.Http;

/// <summary>Lets one log line through in an interval, of many that say the same. Thread-safe.</summary>
internal sealed class LogThrottle(TimeProvider time, TimeSpan interval)
{
    private long _at = long.MinValue;

    /// <summary>True for one caller in each interval.</summary>
    public bool TryEnter()
    {
        var last = Volatile.Read(ref _at);
        var now = time.GetTimestamp();
        if (last != long.MinValue && time.GetElapsedTime(last, now) < interval) return false;
        return Interlocked.CompareExchange(ref _at, now, last) == last;
    }
}
