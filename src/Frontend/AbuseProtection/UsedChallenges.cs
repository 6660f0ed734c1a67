using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Solved challenges and the attempt that each was used for, kept until they have expired. Two generations per shard; the older one is
/// dropped as a whole. At <see cref="LimitOptions.ProofsMax"/> a further proof is answered 503. Per process: with several front ends a
/// proof can be used once at each.
/// </summary>
internal sealed class UsedChallenges(IOptions<LimitOptions> options, TimeProvider time)
{
    /// <summary>Largest clock difference between front ends that is allowed for: another one may have issued the challenge.</summary>
    public static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(1);

    private const int Shards = 16;

    private readonly Shard[] _shards = [.. Enumerable.Range(0, Shards).Select(_ => new Shard
    {
        Max = options.Value.ProofsMax / (2 * Shards), Lifetime = options.Value.ProofWithin + ClockSkewMax, RotatedAt = time.GetTimestamp(),
    })];

    /// <summary>Challenges in memory.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>Uses a challenge. The same challenge for the same attempt again is a retry and allowed.</summary>
    /// <param name="nonce">The challenge.</param>
    /// <param name="use">The attempt, as a hash.</param>
    public UseResult TryUse(UInt128 nonce, ulong use) => ShardOf(nonce).TryUse(nonce, use, time);

    /// <summary>The challenge was used for another attempt. Remembers nothing.</summary>
    public bool IsUsedByAnother(UInt128 nonce, ulong use) => ShardOf(nonce).IsUsedByAnother(nonce, use);

    private Shard ShardOf(UInt128 nonce) => _shards[(int)(nonce % Shards)];

    private sealed class Shard
    {
        private readonly Lock _lock = new();
        private Dictionary<UInt128, ulong> _older = [], _newer = [];

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

        // An entry that was not dropped yet although it has expired is used, too: its challenge has expired as well.
        public bool IsUsedByAnother(UInt128 nonce, ulong use)
        {
            lock (_lock) return (_newer.TryGetValue(nonce, out var usedFor) || _older.TryGetValue(nonce, out usedFor)) && usedFor != use;
        }

        // Entries of the older generation are at least one lifetime old when it is dropped, so they have expired.
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

/// <summary>Result of <see cref="UsedChallenges.TryUse"/>.</summary>
internal enum UseResult
{
    /// <summary>The challenge was not used before.</summary>
    FirstUse,

    /// <summary>It was used for the same attempt before.</summary>
    Retry,

    /// <summary>It was used for another attempt.</summary>
    AlreadyUsed,

    /// <summary>The table is full.</summary>
    Full,
}
