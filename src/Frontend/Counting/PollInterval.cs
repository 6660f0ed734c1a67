namespace Petitions.Frontend.Counting;

/// <summary>
/// How long clients that poll shall wait, from how often they ask now: the more there are, the longer each waits, so that all of them
/// together cost this process no more than a small part of its time.
/// </summary>
internal sealed class PollInterval(TimeProvider time)
{
    /// <summary>Reads that this process wants to serve, per second. One costs about 20 µs, so these are a tenth of a core.</summary>
    public const int ReadsPerSecondMax = 5_000;

    /// <summary>When clients should ask again as long as there are few, in ms. Below 5 s a shared cache shows nothing new.</summary>
    public const int MillisecondsMin = 5_000;

    // Few steps, so that the answer does not change all the time.
    private static readonly int[] Steps = [MillisecondsMin, 7_500, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000];

    // A shorter time says more of the moment than of the load.
    private static readonly TimeSpan MeasuredFor = TimeSpan.FromSeconds(5);

    private long _reads;
    private long _readsBefore;
    private long _measuredAt = time.GetTimestamp();
    private int _milliseconds = Steps[0];

    /// <summary>When clients should ask again, in ms: 5 s to 60 s.</summary>
    public int Milliseconds => Volatile.Read(ref _milliseconds);

    /// <summary>Somebody asked.</summary>
    public void Note() => Interlocked.Increment(ref _reads);

    /// <summary>Looks whether the pace still fits; called by one loop, as often as it likes.</summary>
    public void Steer()
    {
        var elapsed = time.GetElapsedTime(_measuredAt);
        if (elapsed < MeasuredFor) return;
        var reads = Interlocked.Read(ref _reads);
        var perSecond = (reads - _readsBefore) / elapsed.TotalSeconds;
        (_readsBefore, _measuredAt) = (reads, time.GetTimestamp());
        Volatile.Write(ref _milliseconds, Next(perSecond, _milliseconds));
    }

    /// <summary>The pace for as many clients as ask so often at the present pace.</summary>
    public static int Next(double readsPerSecond, int milliseconds)
    {
        var wanted = readsPerSecond * milliseconds / ReadsPerSecondMax;
        foreach (var step in Steps)
            if (step >= wanted) return step;
        return Steps[^1];
    }
}
