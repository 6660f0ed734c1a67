using System.Diagnostics;

namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>
/// When each signature of one petition was acknowledged for the first time, in the order of the acknowledgements: the moment from which on
/// viewers should see it.
/// </summary>
internal sealed class AcknowledgementTimes
{
    private readonly Lock _gate = new();
    private readonly List<long> _times = [];

    /// <summary>The count before the load.</summary>
    public long Baseline { get; set; }

    /// <summary>One more.</summary>
    public void Add()
    {
        var now = Stopwatch.GetTimestamp();
        lock (_gate) _times.Add(now);
    }

    /// <summary>
    /// How long the first signature above <paramref name="count"/> has been acknowledged by now; null when there is none yet.
    /// </summary>
    public TimeSpan? AgeOfNextAfter(long count)
    {
        lock (_gate)
        {
            var index = count - Baseline;
            return index >= 0 && index < _times.Count ? Stopwatch.GetElapsedTime(_times[(int)index]) : null;
        }
    }
}
