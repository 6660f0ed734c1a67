using System.Collections.Concurrent;

namespace Petitions.Frontend.Caching;

/// <summary>
/// Entries by key, each of which computes its value at most once at a time (<see cref="SingleFlightEntry{TValue}"/>). Entries that were not
/// read for the idle timeout are removed once a minute. At the bound, the entry that was not read for longest makes room for a new one.
/// </summary>
/// <remarks>
/// FusionCache 2.9.0 was considered. It reads the system's clock, which tests cannot move; its keys are strings; it decides freshness by
/// time alone, while pages and images here are fresh as long as they show the right content; callers of one computation take a lock one
/// after another, and a hit allocates.
/// </remarks>
internal sealed class SingleFlightCache<TKey, TEntry> : IDisposable where TKey : notnull where TEntry : CacheEntry
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TKey, TEntry> _entries = new();
    private readonly Lock _adding = new();
    private readonly TimeSpan _idleTimeout;
    private readonly int _entriesMax;
    private readonly ITimer? _sweep;

    /// <param name="time">The clock.</param>
    /// <param name="idleTimeout">Entries not read for this long are removed; null keeps them.</param>
    /// <param name="entriesMax">Entries held; the default is for keys that are bounded by themselves, such as petitions.</param>
    public SingleFlightCache(TimeProvider time, TimeSpan? idleTimeout = null, int entriesMax = int.MaxValue)
    {
        (_idleTimeout, _entriesMax) = (idleTimeout ?? TimeSpan.MaxValue, entriesMax);
        if (idleTimeout is not null) _sweep = time.CreateTimer(_ => RemoveIdle(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Entries held.</summary>
    public int Count => _entries.Count;

    /// <summary>All entries, without a snapshot: those that come or go meanwhile may be missing.</summary>
    public IEnumerable<KeyValuePair<TKey, TEntry>> Entries => _entries;

    /// <summary>The entry of a key, or a new one.</summary>
    public TEntry GetOrAdd<TState>(TKey key, Func<TKey, TState, TEntry> create, TState state)
    {
        if (_entries.TryGetValue(key, out var entry)) return entry;
        lock (_adding)
        {
            if (_entries.TryGetValue(key, out entry)) return entry;
            if (_entries.Count >= _entriesMax) _entries.TryRemove(_entries.MaxBy(one => one.Value.IdleTime));
            return _entries[key] = create(key, state);
        }
    }

    /// <summary>Removes the entry, unless another one is in its place by now.</summary>
    public void Remove(TKey key, TEntry entry) => _entries.TryRemove(new(key, entry));

    public void Dispose() => _sweep?.Dispose();

    private void RemoveIdle()
    {
        foreach (var entry in _entries)
            if (entry.Value.IdleTime > _idleTimeout) _entries.TryRemove(entry);
    }
}
