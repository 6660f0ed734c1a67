using System.Net;

namespace Petitions.Frontend.Hosting;

/// <summary>What becomes of a new connection.</summary>
internal enum ConnectionPlace
{
    /// <summary>It is served.</summary>
    Served,

    /// <summary>Its address has as many as it may; health is answered, everything else with 503, and then it is closed.</summary>
    AddressFull,

    /// <summary>All places are taken; answered like <see cref="AddressFull"/>.</summary>
    Full,

    /// <summary>Also the places for polite refusals are taken: closed at once.</summary>
    None,
}

/// <summary>
/// Counts connections: all together, and those of each remote address, so that one address does not take the places of all. Behind the
/// limits are a few places where health is answered and everything else refused with a reason; of these, too, one address gets a part only.
/// </summary>
/// <param name="servedMax">Connections that are served at a time.</param>
/// <param name="perAddressMax">Of one address among them.</param>
/// <param name="spareMax">Connections beyond the limits; one more is closed at once.</param>
internal sealed class ConnectionPlaces(int servedMax, int perAddressMax, int spareMax)
{
    private readonly int _sparePerAddressMax = Math.Max(1, spareMax / 8);
    private readonly Lock _lock = new();
    // As many entries at most as there are connections.
    private readonly Dictionary<IPAddress, (int Served, int Spare)> _ofAddress = [];
    private int _served, _spare;

    /// <summary>Connections that are served at a time.</summary>
    public int ServedMax => servedMax;

    /// <summary>Connections that are served.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>Connections beyond the limits, which will be refused.</summary>
    public int Spare => Volatile.Read(ref _spare);

    /// <summary>Addresses with connections.</summary>
    public int Addresses
    {
        get
        {
            lock (_lock) return _ofAddress.Count;
        }
    }

    /// <summary>Takes a place, to be given back with <see cref="Leave"/> unless it is <see cref="ConnectionPlace.None"/>.</summary>
    /// <param name="address">The address to count; null for a known proxy, behind which are many clients.</param>
    public ConnectionPlace Enter(IPAddress? address)
    {
        lock (_lock)
        {
            var own = address is null ? default : _ofAddress.GetValueOrDefault(address);
            var place = _served >= servedMax ? ConnectionPlace.Full
                : address is not null && own.Served >= perAddressMax ? ConnectionPlace.AddressFull : ConnectionPlace.Served;
            if (place == ConnectionPlace.Served)
            {
                _served++;
                own.Served++;
            }
            else
            {
                if (_spare >= spareMax || address is not null && own.Spare >= _sparePerAddressMax) return ConnectionPlace.None;
                _spare++;
                own.Spare++;
            }
            if (address is not null) _ofAddress[address] = own;
            return place;
        }
    }

    /// <summary>The connection has ended.</summary>
    public void Leave(ConnectionPlace place, IPAddress? address)
    {
        if (place == ConnectionPlace.None) return;
        lock (_lock)
        {
            var isServed = place == ConnectionPlace.Served;
            if (isServed) _served--;
            else _spare--;
            if (address is null) return;
            var own = _ofAddress[address];
            own = isServed ? own with { Served = own.Served - 1 } : own with { Spare = own.Spare - 1 };
            if (own is (0, 0)) _ofAddress.Remove(address);
            else _ofAddress[address] = own;
        }
    }
}
