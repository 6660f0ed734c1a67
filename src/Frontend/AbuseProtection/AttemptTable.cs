namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Counts attempts per key in a table of fixed size: a set-associative cache with 8 ways. When a set is full, a new key replaces the entry
/// with the fewest attempts in the last hour, and the least recently seen among equals. A client with a million addresses replaces only
/// entries with few attempts; busy ones stay. Each lock covers few sets, so that signers rarely wait for one another.
/// </summary>
internal sealed class AttemptTable
{
    public const int MinuteSeconds = 60, HourSeconds = 3_600;

    private const int Ways = 8, LocksMax = 1_024;

    private readonly Entry[] _entries;
    private readonly Lock[] _locks;
    private readonly uint _setMask;

    /// <param name="entriesMax">Capacity in keys; rounded down to a power of two.</param>
    public AttemptTable(int entriesMax)
    {
        var sets = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(entriesMax / Ways));
        if (sets * Ways > entriesMax) sets /= 2;
        _entries = new Entry[sets * Ways];
        _setMask = (uint)sets - 1;
        _locks = [.. Enumerable.Range(0, Math.Min(sets, LocksMax)).Select(_ => new Lock())];
    }

    /// <summary>Capacity in keys.</summary>
    public int EntriesMax => _entries.Length;

    /// <summary>
    /// Counts an attempt and returns the attempts of the last minute and hour, this one included. An attempt at or above a maximum is not
    /// counted, so that refused attempts do not prolong the refusal.
    /// </summary>
    public (int Minute, int Hour) Record(ulong key, int second, int minuteMax, int hourMax)
    {
        var set = (uint)key & _setMask;
        lock (_locks[set % (uint)_locks.Length])
        {
            ref var entry = ref FindOrReplace(key, set, second);
            var (minute, hour) = entry.At(second);
            entry.LastSeen = second;
            if (minute >= minuteMax || hour >= hourMax) return (minute + 1, hour + 1);
            entry.Minute.Add(second, MinuteSeconds);
            entry.Hour.Add(second, HourSeconds);
            return (minute + 1, hour + 1);
        }
    }

    /// <summary>The attempts of the last minute and hour, without counting one.</summary>
    public (int Minute, int Hour) Peek(ulong key, int second)
    {
        var set = (uint)key & _setMask;
        lock (_locks[set % (uint)_locks.Length])
        {
            foreach (ref var entry in _entries.AsSpan((int)set * Ways, Ways))
                if (entry.Key == key) return entry.At(second);
            return default;
        }
    }

    private ref Entry FindOrReplace(ulong key, uint set, int second)
    {
        var entries = _entries.AsSpan((int)set * Ways, Ways);
        for (var i = 0; i < Ways; i++)
            if (entries[i].Key == key) return ref entries[i];

        ref var leastActive = ref entries[0];
        var fewest = int.MaxValue;
        for (var i = 0; i < Ways; i++)
        {
            ref var entry = ref entries[i];
            var hour = entry.Key == 0 ? -1 : entry.At(second).Hour;
            if (hour > fewest || hour == fewest && entry.LastSeen >= leastActive.LastSeen) continue;
            fewest = hour;
            leastActive = ref entry;
        }
        leastActive = new Entry { Key = key };
        return ref leastActive;
    }

    private struct Entry
    {
        public ulong Key;
        public SlidingWindowCount Minute, Hour;
        public int LastSeen;

        public readonly (int Minute, int Hour) At(int second) => (Minute.At(second, MinuteSeconds), Hour.At(second, HourSeconds));
    }
}
