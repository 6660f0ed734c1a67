namespace Petitions.Frontend.Caching;

/// <summary>An entry of a <see cref="SingleFlightCache{TKey,TEntry}"/>, which knows when it was last read.</summary>
internal abstract class CacheEntry(TimeProvider time)
{
    private long _lastReadAt = time.GetTimestamp();

    /// <summary>The time since the last read.</summary>
    public TimeSpan IdleTime => time.GetElapsedTime(Volatile.Read(ref _lastReadAt));

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Notes a read: the idle time begins anew.</summary>
    public void MarkRead() => Volatile.Write(ref _lastReadAt, time.GetTimestamp());
}
