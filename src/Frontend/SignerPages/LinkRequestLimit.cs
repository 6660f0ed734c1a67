using System.Net;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// How often one network address may ask for something in a minute. Addresses are not kept: each adds to one of a fixed number of counters,
/// found by a hash whose seed is drawn at start, and all of them begin anew every minute. Two addresses may share a counter, rarely.
/// </summary>
internal sealed class LinkRequestLimit(TimeProvider time)
{
    /// <summary>Requests of one address in a window.</summary>
    public const int RequestsMax = 10;

    /// <summary>After this time the count begins anew.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int CountersMax = 64 * 1024;

    private readonly byte[] _counters = new byte[CountersMax];
    private readonly Lock _counting = new();
    private long _since = time.GetTimestamp();

    /// <summary>Counts a request; false when it is one too many. Null is nobody who is limited.</summary>
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
