namespace Petitions.Frontend.Signing;

/// <summary>
/// The time that every signature takes at least. Calls that begin in the same millisecond wait for one timer together, because in a surge
/// most have taken longer than the floor when they are answered, and a timer for each of them would cost and serve nobody.
/// </summary>
internal sealed class MinimumResponseTime(TimeSpan floor, TimeProvider time)
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(1);

    private readonly long _together = (long)(Together.TotalSeconds * time.TimestampFrequency);
    private Wait _newest = new(long.MinValue, Task.CompletedTask);

    /// <summary>
    /// Ends when the floor has passed since now. Begun before the work: a timer that is set when the work is done would fire by how long
    /// that took.
    /// </summary>
    public Task Begin()
    {
        if (floor == TimeSpan.Zero) return Task.CompletedTask;
        var moment = time.GetTimestamp() / _together;
        var newest = Volatile.Read(ref _newest);
        if (newest.Moment == moment) return newest.Over;
        // Whoever comes last within the moment waits for the whole floor, too.
        var own = new Wait(moment, Task.Delay(floor + Together, time));
        Interlocked.CompareExchange(ref _newest, own, newest);
        return own.Over;
    }

    private sealed record Wait(long Moment, Task Over);
}
