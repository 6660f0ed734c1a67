using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Caching;
using Xunit;

namespace Petitions.Tests.Frontend.Caching;

public sealed class SingleFlightCacheTests
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_key_has_one_entry_also_for_parallel_callers()
    {
        using var cache = new SingleFlightCache<int, Entry>(_time);
        var entries = new Entry[64];
        Parallel.For(0, entries.Length, i => entries[i] = Get(cache, 7));
        Assert.All(entries, entry => Assert.Same(entries[0], entry));
        Assert.NotSame(entries[0], Get(cache, 8));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void An_entry_that_is_not_read_for_the_idle_timeout_is_removed()
    {
        using var cache = new SingleFlightCache<int, Entry>(_time, IdleTimeout);
        var read = Get(cache, 1);
        Get(cache, 2);
        for (var minute = 0; minute < 12; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            read.MarkRead();
        }
        Assert.Same(read, Assert.Single(cache.Entries).Value);
    }

    [Fact]
    public void Without_an_idle_timeout_entries_stay()
    {
        using var cache = new SingleFlightCache<int, Entry>(_time);
        Get(cache, 1);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void At_the_bound_the_entry_that_was_not_read_for_longest_is_evicted()
    {
        using var cache = new SingleFlightCache<int, Entry>(_time, entriesMax: 3);
        for (var key = 1; key <= 3; key++)
        {
            Get(cache, key);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Get(cache, 1).MarkRead();
        Get(cache, 4);
        Assert.Equal([1, 3, 4], cache.Entries.Select(entry => entry.Key).Order());
    }

    [Fact]
    public void Removing_an_entry_leaves_another_one_in_its_place()
    {
        using var cache = new SingleFlightCache<int, Entry>(_time);
        var first = Get(cache, 1);
        cache.Remove(1, first);
        var second = Get(cache, 1);
        cache.Remove(1, first);
        Assert.Same(second, Get(cache, 1));
    }

    private Entry Get(SingleFlightCache<int, Entry> cache, int key) => cache.GetOrAdd(key, static (_, time) => new Entry(time), _time);

    private sealed class Entry(TimeProvider time) : CacheEntry(time);
}
