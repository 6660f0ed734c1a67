using System.Numerics;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>How far attempts from one place are beyond what one place may do.</summary>
/// <param name="Multiple">How many times the limit, the highest of all four; 1 and less is within it.</param>
/// <param name="MustRefuse">So far that no proof helps.</param>
internal readonly record struct LimitUsage(int Multiple, bool MustRefuse)
{
    /// <summary>Levels by which a challenge is harder than at the limit; null while the limits ask for none.</summary>
    public int? ExtraLevels => Multiple < 1 ? null : BitOperations.Log2((uint)Multiple);
}

/// <summary>
/// The limits per address and per network. In memory only; every process counts what it is asked. Attempts count and not signatures: what is
/// answered here says nothing about who has signed.
/// </summary>
internal sealed class AttemptLimits(IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly LimitOptions _options = options.Value;
    private readonly AttemptTable _addresses = new(options.Value.AddressesMax), _networks = new(options.Value.AddressesMax);
    private readonly long _start = time.GetTimestamp();

    /// <summary>Counts an attempt.</summary>
    public LimitUsage Record(NetworkKey from)
    {
        var second = Second();
        var times = _options.RefuseAtTimes;
        var address = _addresses.Record(from.Address, second, _options.AddressPerMinute * times, _options.AddressPerHour * times);
        var network = _networks.Record(from.Network, second, _options.NetworkPerMinute * times, _options.NetworkPerHour * times);
        return Combine(address, network);
    }

    /// <summary>How it stands without a further attempt.</summary>
    public LimitUsage Peek(NetworkKey from)
    {
        var second = Second();
        return Combine(_addresses.Peek(from.Address, second), _networks.Peek(from.Network, second));
    }

    private LimitUsage Combine((int Minute, int Hour) address, (int Minute, int Hour) network)
    {
        var multiple = Math.Max(
            Math.Max(MultipleOf(address.Minute, _options.AddressPerMinute), MultipleOf(address.Hour, _options.AddressPerHour)),
            Math.Max(MultipleOf(network.Minute, _options.NetworkPerMinute), MultipleOf(network.Hour, _options.NetworkPerHour)));
        return new(multiple, multiple >= _options.RefuseAtTimes);
    }

    // The attempt that fills a limit is still within it.
    private static int MultipleOf(int attempts, int limit) => Math.Max(attempts - 1, 0) / limit;

    private int Second() => (int)time.GetElapsedTime(_start).TotalSeconds;
}
