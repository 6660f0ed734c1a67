using System.Net;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Counting;

/// <summary>Limits the open streams of this process, in all and per network address.</summary>
/// <param name="options">The limits that are configured.</param>
/// <param name="viewersMax">
/// Streams in all; fewer than configured where the operating system allows fewer connections. Null: as configured.
/// </param>
internal sealed class ViewerLimit(IOptions<StreamOptions> options, int? viewersMax = null)
{
    private readonly int _viewersMax = viewersMax ?? options.Value.ViewersMax;
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _countByAddress = [];
    private int _count;

    /// <summary>Open streams.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Addresses with open streams.</summary>
    public int Addresses
    {
        get
        {
            lock (_lock) return _countByAddress.Count;
        }
    }

    /// <summary>
    /// Counts a new stream, until <see cref="Release"/>; false at a limit. Without an address only the limit of the process applies.
    /// </summary>
    public bool TryAcquire(IPAddress? address)
    {
        lock (_lock)
        {
            if (_count >= _viewersMax) return false;
            if (address is not null)
            {
                _countByAddress.TryGetValue(address, out var count);
                if (count >= options.Value.ViewersPerAddressMax) return false;
                _countByAddress[address] = count + 1;
            }
            _count++;
            return true;
        }
    }

    /// <summary>The stream has ended.</summary>
    public void Release(IPAddress? address)
    {
        lock (_lock)
        {
            _count--;
            if (address is null) return;
            if (_countByAddress[address] == 1) _countByAddress.Remove(address);
            else _countByAddress[address]--;
        }
    }
}
