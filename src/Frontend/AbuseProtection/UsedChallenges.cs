using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Challenges that were used, and for what, until they have expired. In two generations, of which the older one is forgotten as a whole.
/// Each process remembers its own: with several front ends a proof can be used once at each of them.
/// </summary>
internal sealed class UsedChallenges(IOptions<LimitOptions> options, TimeProvider time)
{
    /// <summary>Clocks of front ends may differ by this much; one of them may have given the challenge out.</summary>
    public static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(1);

    private const int Shards = 16;

    private readonly Shard[] _shards = [.. Enumerable.Range(0, Shards).Select(_ => new Shard
    {
        Max = options.Value.ProofsMax / (2 * Shards), Lifetime = options.Value.ProofWithin + ClockSkewMax, RotatedAt = time.GetTimestamp(),
    })];

    /// <summary>Challenges that are remembered.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>
    /// Uses a challenge. The same challenge for the same use again is no second use: it is a retry.
    /// </summary>
    /// <param name="nonce">The challenge.</param>
    /// <param name="use">What it is used for.</param>
    public UseResult TryUse(UInt128 nonce, ulong use) => ShardOf(nonce).TryUse(nonce, use, time);

    /// <summary>Makes the challenge useless: what was sent for it is wrong.</summary>
    public void Invalidate(UInt128 nonce) => ShardOf(nonce).Invalidate(nonce);

    private Shard ShardOf(UInt128 nonce) => _shards[(int)(nonce % Shards)];

    private sealed class Shard
    {
        private readonly Lock _lock = new();
        private Dictionary<UInt128, ulong?> _older = [], _newer = [];

        public required int Max { get; init; }

        public required TimeSpan Lifetime { get; init; }

        public required long RotatedAt { get; set; }

        public int Count
        {
            get
            {
                lock (_lock) return _older.Count + _newer.Count;
            }
        }

        public UseResult TryUse(UInt128 nonce, ulong use, TimeProvider time)
        {
            lock (_lock)
            {
                Rotate(time);
                if (_newer.TryGetValue(nonce, out var usedFor) || _older.TryGetValue(nonce, out usedFor))
                    return usedFor == use ? UseResult.Retry : UseResult.AlreadyUsed;
                if (_newer.Count >= Max) return UseResult.Full;
                _newer.Add(nonce, use);
                return UseResult.FirstUse;
            }
        }

        public void Invalidate(UInt128 nonce)
        {
            lock (_lock)
            {
                if (_newer.ContainsKey(nonce)) _newer[nonce] = null;
                else if (_older.ContainsKey(nonce)) _older[nonce] = null;
            }
        }

        // What stands in the older generation was used at least one lifetime ago when it is dropped: it has expired.
        private void Rotate(TimeProvider time)
        {
            var elapsed = time.GetElapsedTime(RotatedAt);
            if (elapsed <= Lifetime) return;
            _older = elapsed > 2 * Lifetime ? [] : _newer;
            _newer = [];
            RotatedAt = time.GetTimestamp();
        }
    }
}

/// <summary>What using a challenge found.</summary>
internal enum UseResult
{
    /// <summary>Nobody used it.</summary>
    FirstUse,

    /// <summary>It was used for the same before.</summary>
    Retry,

    /// <summary>It was used for something else, or spoilt.</summary>
    AlreadyUsed,

    /// <summary>No more can be remembered now.</summary>
    Full,
}
