using System.Diagnostics;

namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>
/// When each signature of one petition was first acknowledged, in order. Viewers should see a signature soon after that time.
/// </summary>
internal sealed class AcknowledgementTimes
{
    private readonly Lock _gate = new();
    private readonly List<long> _times = [];

    /// <summary>The count before the load.</summary>
    public long Baseline { get; set; }

    /// <summary>Records an acknowledgement now.</summary>
    public void Add()
    {
        var now = Stopwatch.GetTimestamp();
        lock (_gate) _times.Add(now);
    }

    /// <summary>
    /// Time since the acknowledgement of the first signature above <paramref name="count"/>; null when there is none yet.
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
