namespace Petitions.Frontend.Counting;

/// <summary>
/// How long polling clients shall wait, computed from the rate at which they ask now: the more clients, the longer each waits, so that all
/// of them together take at most about a tenth of a core.
/// </summary>
internal sealed class PollInterval(TimeProvider time)
{
    /// <summary>Reads per second that this process aims at. A read takes 20 µs, so this is a tenth of a core.</summary>
    public const int ReadsPerSecondTarget = 5_000;

    /// <summary>The interval while there are few clients, in ms. Below 5 s a shared cache has nothing new (s-maxage=5).</summary>
    public const int MillisecondsMin = 5_000;

    // Few steps, so that the answer rarely changes.
    private static readonly int[] Steps = [MillisecondsMin, 7_500, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000];

    // A shorter window would measure noise.
    private static readonly TimeSpan MeasurementWindow = TimeSpan.FromSeconds(5);

    private long _reads;
    private long _readsBefore;
    private long _measuredAt = time.GetTimestamp();
    private int _milliseconds = Steps[0];

    /// <summary>The interval in ms, 5,000 to 60,000.</summary>
    public int Milliseconds => Volatile.Read(ref _milliseconds);

    /// <summary>Counts a read.</summary>
    public void RecordRead() => Interlocked.Increment(ref _reads);

    /// <summary>Adapts the interval once per 5 s; called by one loop, as often as it likes.</summary>
    public void Update()
    {
        var elapsed = time.GetElapsedTime(_measuredAt);
        if (elapsed < MeasurementWindow) return;
        var reads = Interlocked.Read(ref _reads);
        var perSecond = (reads - _readsBefore) / elapsed.TotalSeconds;
        (_readsBefore, _measuredAt) = (reads, time.GetTimestamp());
        Volatile.Write(ref _milliseconds, Next(perSecond, _milliseconds));
    }

    /// <summary>The interval that brings clients with this rate at the present interval to the target.</summary>
    public static int Next(double readsPerSecond, int milliseconds)
    {
        var wanted = readsPerSecond * milliseconds / ReadsPerSecondTarget;
        foreach (var step in Steps)
            if (step >= wanted) return step;
        return Steps[^1];
    }
}
