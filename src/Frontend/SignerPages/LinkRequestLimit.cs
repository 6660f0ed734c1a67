using System.Net;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Limits requests for links per network address and minute. Addresses are not stored: each is hashed, with a seed of this process, to one
/// of a fixed number of counters, which are reset every minute. Two addresses rarely share a counter.
/// </summary>
internal sealed class LinkRequestLimit(TimeProvider time)
{
    /// <summary>Requests of one address in a window.</summary>
    public const int RequestsMax = 10;

    /// <summary>The counters are reset after this time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int CountersMax = 64 * 1024;

    private readonly byte[] _counters = new byte[CountersMax];
    private readonly Lock _counting = new();
    private long _since = time.GetTimestamp();

    /// <summary>Counts a request; false when it is above the limit. Null is never limited.</summary>
    public bool Allows(IPAddress? address)
    {
        if (address is null) return true;
        var hash = new HashCode();
        hash.AddBytes(address.GetAddressBytes());
        var counter = (uint)hash.ToHashCode() % CountersMax;
        lock (_counting)
        {
            if (time.GetElapsedTime(_since) >= Window)
            {
                Array.Clear(_counters);
                _since = time.GetTimestamp();
            }
            if (_counters[counter] >= RequestsMax) return false;
            _counters[counter]++;
            return true;
        }
    }
}
