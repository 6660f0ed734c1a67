namespace Petitions.Frontend.Signing;

/// <summary>
/// Decides how many signatures this process works on at a time, from how long they take: a fast machine takes thousands, a slow one a few.
/// Pure: it sees one <see cref="AdmissionRound"/> after the other and holds the limit. Not thread-safe.
/// </summary>
/// <remarks>
/// By Little's law, so many signatures in flight as are answered within the target time keep the latency at the target. Latency that no
/// cut lowers is not a queue but the storage (a slow disk): it becomes the base, and the target follows it. The idea of a limit by measured
/// latency is that of TCP Vegas and of github.com/Netflix/concurrency-limits.
/// </remarks>
/// <param name="max">The limit never exceeds this.</param>
internal sealed class AdaptiveLimit(int max)
{
    /// <summary>The limit of a fresh process.</summary>
    public const int Initial = 1_024;

    /// <summary>The limit never falls below this.</summary>
    public const int Min = 4;

    // With fewer in flight on average, latency is no queue that a lower limit shortens.
    private const int CrowdMin = 16;

    // Means; the slowest of a hundred takes two to three times as long.
    private static readonly TimeSpan TargetMin = TimeSpan.FromMilliseconds(150), TargetMax = TimeSpan.FromMilliseconds(250);

    // A base above this is a queue somewhere else, such as of the processor.
    private static readonly TimeSpan BaseMax = TimeSpan.FromMilliseconds(500);

    private TimeSpan _base = TimeSpan.MaxValue;
    private (int Limit, TimeSpan Latency)? _beforeCut;

    /// <summary>Signatures that may be in flight.</summary>
    public int Current { get; private set; } = Math.Min(Initial, max);

    /// <summary>Mean latency up to which the limit may grow.</summary>
    public TimeSpan Target
    {
        get
        {
            if (_base == TimeSpan.MaxValue) return TargetMin;
            var ample = _base * 2 < TargetMax ? _base * 2 : TargetMax;
            var target = ample > TargetMin ? ample : TargetMin;
            return _base * 1.3 > target ? _base * 1.3 : target;
        }
    }

    /// <summary>Adjusts the limit to what was measured since the last call.</summary>
    public void Adjust(AdmissionRound round)
    {
        if (round.Measured == 0)
        {
            // Nothing that was admitted in this round has been answered: everything waits.
            Cut(Current / 2, null);
            return;
        }
        if (IsCutWithoutEffect(round.Latency, out var before))
        {
            _base = round.Latency;
            Current = before;
        }
        _beforeCut = null;
        // The first rounds of a process that is overloaded already show its queue, not its base.
        if (round.Latency < (_base == TimeSpan.MaxValue ? TargetMin : _base)) _base = round.Latency;

        if (round.Latency > Target)
        {
            if (!round.WasFull && round.InFlight < CrowdMin) return;
            var fitting = (int)(round.Answered / round.Duration.TotalSeconds * Target.TotalSeconds);
            Cut(Math.Max(fitting, Current / 2), round.Latency);
        }
        else if (round.WasFull) Grow(max);
        else if (Current < Initial) Grow(Math.Min(Initial, max));
    }

    private void Grow(int limit) => Current = Math.Min(limit, Current + Math.Max(1, Current / 4));

    private void Cut(int limit, TimeSpan? latency)
    {
        var next = Math.Clamp(limit, Math.Min(Min, max), Current);
        _beforeCut = latency is { } measured && next < Current ? (Current, measured) : null;
        Current = next;
    }

    // Half of what was cut away should be gained, if the latency was due to a queue.
    private bool IsCutWithoutEffect(TimeSpan latency, out int before)
    {
        before = 0;
        if (_beforeCut is not { } cut || latency > BaseMax) return false;
        before = cut.Limit;
        return latency > cut.Latency * (0.5 + 0.5 * Current / cut.Limit);
    }
}

/// <summary>What was measured between two decisions.</summary>
/// <param name="Duration">Length of the round.</param>
/// <param name="Answered">Signatures that were answered in it.</param>
/// <param name="Measured">Those of them that were admitted in it, too: only they show the effect of the last decision.</param>
/// <param name="Latency">Mean latency of the measured ones.</param>
/// <param name="WasFull">A signature was refused.</param>
internal readonly record struct AdmissionRound(TimeSpan Duration, int Answered, int Measured, TimeSpan Latency, bool WasFull)
{
    /// <summary>Mean number of signatures in flight, by Little's law.</summary>
    public double InFlight => Answered / Duration.TotalSeconds * Latency.TotalSeconds;
}
