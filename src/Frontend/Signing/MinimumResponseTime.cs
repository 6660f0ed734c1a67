namespace Petitions.Frontend.Signing;

/// <summary>
/// The least time in which a signature is answered. Calls that begin in the same millisecond share one timer: in a surge most take longer
/// than the minimum anyway, and a timer for each would only cost.
/// </summary>
internal sealed class MinimumResponseTime(TimeSpan minimum, TimeProvider time)
{
    private static readonly TimeSpan SharedFor = TimeSpan.FromMilliseconds(1);

    private readonly long _sharedFor = (long)(SharedFor.TotalSeconds * time.TimestampFrequency);
    private Wait _newest = new(long.MinValue, Task.CompletedTask);

    /// <summary>
    /// Completes when the minimum has passed from now on. To be started before the work: the moment at which a later timer fires would
    /// depend on how long the work took.
    /// </summary>
    public Task Begin()
    {
        if (minimum == TimeSpan.Zero) return Task.CompletedTask;
        var moment = time.GetTimestamp() / _sharedFor;
        var newest = Volatile.Read(ref _newest);
        if (newest.Moment == moment) return newest.Over;
        // Long enough for the last call of the millisecond, too.
        var own = new Wait(moment, Task.Delay(minimum + SharedFor, time));
        Interlocked.CompareExchange(ref _newest, own, newest);
        return own.Over;
    }

    private sealed record Wait(long Moment, Task Over);
}
