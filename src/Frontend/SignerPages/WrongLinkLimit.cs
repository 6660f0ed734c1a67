using System.Net;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Limits wrong links per network address and minute. Each is opened by an actor with few places for calls that wait, which one caller
/// would fill for all. Right links do not count. As in <see cref="LinkRequestLimit"/>, an address is hashed to one of a fixed number of
/// counters, which are reset every minute, and not stored.
/// </summary>
internal sealed class WrongLinkLimit(TimeProvider time)
{
    /// <summary>Wrong links of one address in a window; then none of its links is opened until the window is over.</summary>
    public const int WrongMax = 60;

    /// <summary>The counters are reset after this time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int CountersMax = 64 * 1024;

    private readonly int[] _counters = new int[CountersMax];
    private long _since = time.GetTimestamp();

    /// <summary>
    /// Counts a link as wrong before it is opened, so that calls at the same time count, too; false when there were too many. Null is never
    /// limited.
    /// </summary>
    public bool TryBegin(IPAddress? address)
    {
        if (address is null) return true;
        Reset();
        ref var counter = ref CounterOf(address);
        if (Interlocked.Increment(ref counter) <= WrongMax) return true;
        Interlocked.Decrement(ref counter);
        return false;
    }

    /// <summary>The link was right, or could not be opened: it does not count.</summary>
    public void Forgive(IPAddress? address)
    {
        if (address is null) return;
        ref var counter = ref CounterOf(address);
        // The window may have ended meanwhile.
        if (Volatile.Read(ref counter) > 0) Interlocked.Decrement(ref counter);
    }

    private void Reset()
    {
        var since = Volatile.Read(ref _since);
        if (time.GetElapsedTime(since) < Window) return;
        if (Interlocked.CompareExchange(ref _since, time.GetTimestamp(), since) == since) Array.Clear(_counters);
    }

    private ref int CounterOf(IPAddress address)
    {
        var hash = new HashCode();
        hash.AddBytes(address.GetAddressBytes());
        return ref _counters[(uint)hash.ToHashCode() % CountersMax];
    }
}
