using System.Net;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Counting;

/// <summary>The places for viewers of this process, so many in all and so many for one network address.</summary>
internal sealed class ViewerLimit(IOptions<StreamOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _taken = [];
    private int _takenInAll;

    /// <summary>Places that are taken.</summary>
    public int Taken => Volatile.Read(ref _takenInAll);

    /// <summary>Addresses that have places; none is kept that has none.</summary>
    public int Addresses
    {
        get
        {
            lock (_gate) return _taken.Count;
        }
    }

    /// <summary>
    /// Takes a place, which is given back with <see cref="Leave"/>; false when there is none. Without an address only the places of the
    /// process count.
    /// </summary>
    public bool TryTake(IPAddress? address)
    {
        lock (_gate)
        {
            if (_takenInAll >= options.Value.ViewersMax) return false;
            if (address is not null)
            {
                _taken.TryGetValue(address, out var taken);
                if (taken >= options.Value.ViewersPerAddressMax) return false;
                _taken[address] = taken + 1;
            }
            _takenInAll++;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(IPAddress? address)
    {
        lock (_gate)
        {
            _takenInAll--;
            if (address is null) return;
            if (_taken[address] == 1) _taken.Remove(address);
            else _taken[address]--;
        }
    }
}
