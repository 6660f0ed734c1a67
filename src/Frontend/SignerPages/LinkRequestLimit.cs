using System.Net;
using Petitions.Frontend.AbuseProtection;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Limits requests for links per minute: per IPv4 address or IPv6 /64, and per network, since who has a /48 has 65,536 of the latter.
/// Addresses are not stored: each is hashed, with a key of this process, to one of a fixed number of counters, which are reset every
/// minute. Two addresses rarely share a counter.
/// </summary>
internal sealed class LinkRequestLimit(NetworkKeys keys, TimeProvider time)
{
    /// <summary>Requests of one address in a window.</summary>
    public const int RequestsMax = 10;

    /// <summary>Requests of one IPv4 /24 or IPv6 /48 in a window: five addresses at their limit.</summary>
    public const int NetworkRequestsMax = 50;

    /// <summary>The counters are reset after this time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int CountersMax = 64 * 1024;

    private readonly byte[] _addresses = new byte[CountersMax], _networks = new byte[CountersMax];
    private readonly Lock _counting = new();
    private long _since = time.GetTimestamp();

    /// <summary>Counts a request; false when it is above a limit. Null is never limited.</summary>
    public bool Allows(IPAddress? address)
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
            if (ofAddress >= RequestsMax || ofNetwork >= NetworkRequestsMax) return false;
            ofAddress++;
            ofNetwork++;
            return true;
        }
    }
}
