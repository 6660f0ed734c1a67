using System.Net;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Limits calls per minute: per IPv4 address or IPv6 /64, and per network, since who has a /48 has 65,536 of the latter. Addresses are not
/// stored: each is hashed, with a key of this process, to one of a fixed number of counters, which are reset every minute. Two addresses
/// rarely share a counter.
/// </summary>
internal abstract class MinuteLimit(NetworkKeys keys, TimeProvider time, int addressMax, int networkMax)
{
    /// <summary>The counters are reset after this time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int CountersMax = 64 * 1024;

    private readonly ushort[] _addresses = new ushort[CountersMax], _networks = new ushort[CountersMax];
    private readonly Lock _counting = new();
    private long _since = time.GetTimestamp();

    /// <summary>Counts a call; false when it is above a limit. Null is never limited.</summary>
    public bool TryCount(IPAddress? address)
    {
        if (address is null) return true;
        var key = keys.Of(address);
        lock (_counting)
        {
            if (time.GetElapsedTime(_since) >= Window)
            {
                Array.Clear(_addresses);
                Array.Clear(_networks);
                _since = time.GetTimestamp();
            }
            ref var ofAddress = ref _addresses[key.Address % CountersMax];
            ref var ofNetwork = ref _networks[key.Network % CountersMax];
            // What is refused for its address is not counted for its network: one address must not stop its neighbours.
            if (ofAddress >= addressMax || ofNetwork >= networkMax) return false;
            ofAddress++;
            ofNetwork++;
            return true;
        }
    }

    /// <summary>A call that was counted does not count after all.</summary>
    public void Forgive(IPAddress? address)
    {
        if (address is null) return;
        var key = keys.Of(address);
        lock (_counting)
        {
            ref var ofAddress = ref _addresses[key.Address % CountersMax];
            ref var ofNetwork = ref _networks[key.Network % CountersMax];
            // The window may have ended meanwhile.
            if (ofAddress > 0) ofAddress--;
            if (ofNetwork > 0) ofNetwork--;
        }
    }
}
