using System.Net;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Hosting;

/// <summary>What becomes of a new connection.</summary>
internal enum ConnectionPlace
{
    /// <summary>It is served.</summary>
    Served,

    /// <summary>
    /// Its address, or IPv6 network, has as many as it may; health is answered, everything else with 503, and then it is closed.
    /// </summary>
    AddressFull,

    /// <summary>All places are taken; answered like <see cref="AddressFull"/>.</summary>
    Full,

    /// <summary>Also the places for polite refusals are taken: closed at once.</summary>
    None,
}

/// <summary>
/// Counts connections: all together, and those of each remote address, so that one address does not take the places of all. An IPv6 /48,
/// which one customer gets, has 65,536 addresses of the kind that is counted (/64); together they may have four times as many. Behind the
/// limits are a few places where health is answered and everything else refused with a reason; of these, too, one address gets a part only.
/// </summary>
/// <param name="servedMax">Connections that are served at a time.</param>
/// <param name="perAddressMax">Of one address among them.</param>
/// <param name="spareMax">Connections beyond the limits; one more is closed at once.</param>
internal sealed class ConnectionCounter(int servedMax, int perAddressMax, int spareMax)
{
    private const int AddressesPerNetwork = 4;

    private readonly int _sparePerAddressMax = Math.Max(1, spareMax / 8);
    private readonly Lock _lock = new();
    // As many entries at most as there are connections.
    private readonly Dictionary<IPAddress, (int Served, int Spare)> _ofAddress = [], _ofNetwork = [];
    private int _served, _spare;

    /// <summary>Connections that are served at a time.</summary>
    public int ServedMax => servedMax;

    /// <summary>Connections that are served.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>Connections beyond the limits, which will be refused.</summary>
    public int Spare => Volatile.Read(ref _spare);

    /// <summary>Addresses and networks with connections.</summary>
    public int Addresses
    {
        get
        {
            lock (_lock) return _ofAddress.Count + _ofNetwork.Count;
        }
    }

    /// <summary>Takes a place, to be given back with <see cref="Leave"/> unless it is <see cref="ConnectionPlace.None"/>.</summary>
    /// <param name="address">The address to count; null for a known proxy, behind which are many clients.</param>
    public ConnectionPlace Enter(IPAddress? address)
    {
        lock (_lock)
        {
            var network = AddressPrefix.Network(address);
            var own = address is null ? default : _ofAddress.GetValueOrDefault(address);
            var shared = network is null ? default : _ofNetwork.GetValueOrDefault(network);
            var place = _served >= servedMax ? ConnectionPlace.Full
                : address is null ? ConnectionPlace.Served
                : own.Served >= perAddressMax || shared.Served >= AddressesPerNetwork * perAddressMax ? ConnectionPlace.AddressFull
                : ConnectionPlace.Served;
            if (place != ConnectionPlace.Served && (_spare >= spareMax
                || address is not null && (own.Spare >= _sparePerAddressMax || shared.Spare >= AddressesPerNetwork * _sparePerAddressMax)))
                return ConnectionPlace.None;
            Add(place, address, network, 1);
            return place;
        }
    }

    /// <summary>The connection has ended.</summary>
    public void Leave(ConnectionPlace place, IPAddress? address)
    {
        if (place == ConnectionPlace.None) return;
        lock (_lock)
        {
            Add(place, address, AddressPrefix.Network(address), -1);
        }
    }

    private void Add(ConnectionPlace place, IPAddress? address, IPAddress? network, int change)
    {
        var (served, spare) = place == ConnectionPlace.Served ? (change, 0) : (0, change);
        _served += served;
        _spare += spare;
        Add(_ofAddress, address, served, spare);
        Add(_ofNetwork, network, served, spare);
    }

    private static void Add(Dictionary<IPAddress, (int Served, int Spare)> counts, IPAddress? key, int served, int spare)
    {
        if (key is null) return;
        var (wasServed, wasSpare) = counts.GetValueOrDefault(key);
        if ((wasServed + served, wasSpare + spare) is var count && count is (0, 0)) counts.Remove(key);
        else counts[key] = count;
    }
}
