using System.Numerics;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>How far attempts from one place are beyond what one place may do.</summary>
/// <param name="Times">How many times the limit, the highest of all four; 1 and less is within it.</param>
/// <param name="IsFarBeyond">So far that no proof helps.</param>
internal readonly record struct LimitExcess(int Times, bool IsFarBeyond)
{
    /// <summary>Levels by which a challenge is harder than at the limit; null while the limits ask for none.</summary>
    public int? ExtraLevels => Times < 1 ? null : BitOperations.Log2((uint)Times);
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
    public LimitExcess Note(NetworkKey from)
    {
        var second = Second();
        var times = _options.RefuseAtTimes;
        var address = _addresses.Note(from.Address, second, _options.AddressPerMinute * times, _options.AddressPerHour * times);
        var network = _networks.Note(from.Network, second, _options.NetworkPerMinute * times, _options.NetworkPerHour * times);
        return Judge(address, network);
    }

    /// <summary>How it stands without a further attempt.</summary>
    public LimitExcess Look(NetworkKey from)
    {
        var second = Second();
        return Judge(_addresses.Look(from.Address, second), _networks.Look(from.Network, second));
    }

    private LimitExcess Judge((int Minute, int Hour) address, (int Minute, int Hour) network)
    {
        var times = Math.Max(
            Math.Max(Times(address.Minute, _options.AddressPerMinute), Times(address.Hour, _options.AddressPerHour)),
            Math.Max(Times(network.Minute, _options.NetworkPerMinute), Times(network.Hour, _options.NetworkPerHour)));
        return new(times, times >= _options.RefuseAtTimes);
    }

    // The attempt that fills a limit is still within it.
    private static int Times(int attempts, int limit) => Math.Max(attempts - 1, 0) / limit;

    private int Second() => (int)time.GetElapsedTime(_start).TotalSeconds;
}
