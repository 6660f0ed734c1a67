using System.Numerics;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>How much of its limits a client has used.</summary>
/// <param name="Multiple">Attempts divided by the limit, rounded down: the highest of the four limits; 0 is within all of them.</param>
/// <param name="MustRefuse">At <see cref="LimitOptions.RefuseAtTimes"/> times a limit: refused even with a proof.</param>
internal readonly record struct LimitUsage(int Multiple, bool MustRefuse)
{
    /// <summary>Levels to add to the difficulty; null while no limit is exceeded and no proof is needed.</summary>
    public int? ExtraLevels => Multiple < 1 ? null : BitOperations.Log2((uint)Multiple);
}

/// <summary>
/// The limits per address and per network, per minute and per hour. In memory only, per process. Counts attempts and not signatures, so
/// that the result says nothing about who has signed.
/// </summary>
internal sealed class AttemptLimits(IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly LimitOptions _options = options.Value;
    private readonly AttemptTable _addresses = new(options.Value.AddressesMax), _networks = new(options.Value.AddressesMax);
    private readonly long _start = time.GetTimestamp();

    /// <summary>Counts one attempt and returns the usage with it.</summary>
    public LimitUsage Record(NetworkKey from)
    {
        var second = Second();
        var times = _options.RefuseAtTimes;
        var address = _addresses.Record(from.Address, second, _options.AddressPerMinute * times, _options.AddressPerHour * times);
        var network = _networks.Record(from.Network, second, _options.NetworkPerMinute * times, _options.NetworkPerHour * times);
        return Combine(address, network);
    }

    /// <summary>The usage without counting an attempt.</summary>
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

    // The attempt that reaches the limit is still allowed.
    private static int MultipleOf(int attempts, int limit) => Math.Max(attempts - 1, 0) / limit;

    private int Second() => (int)time.GetElapsedTime(_start).TotalSeconds;
}
