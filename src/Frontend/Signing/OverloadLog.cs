namespace Petitions.Frontend.Signing;

/// <summary>One log line when signatures begin to be refused, and one when none was refused for a while.</summary>
internal sealed partial class OverloadLog(TimeProvider time, ILogger log)
{
    /// <summary>An overload is over when nothing was refused for so long.</summary>
    public static readonly TimeSpan OverAfter = TimeSpan.FromSeconds(5);

    private long _refused;
    private long _refusedAt;
    private int _isOn;

    /// <summary>Signatures refused since the start of the process.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>A signature was refused at this limit.</summary>
    public void Add(int limit)
    {
        var before = Interlocked.Increment(ref _refused) - 1;
        Volatile.Write(ref _refusedAt, time.GetTimestamp());
        if (Volatile.Read(ref _isOn) == 0 && Interlocked.Exchange(ref _isOn, 1) == 0) _ = FollowAsync(limit, before);
    }

    private async Task FollowAsync(int limit, long before)
    {
        LogBegin(limit);
        var began = time.GetTimestamp();
        long last;
        do
        {
            last = Volatile.Read(ref _refusedAt);
            await Task.Delay(OverAfter, time);
        }
        while (Volatile.Read(ref _refusedAt) != last);
        LogEnd(Refused - before, time.GetElapsedTime(began, last).TotalSeconds);
        Volatile.Write(ref _isOn, 0);
    }

    [LoggerMessage(LogLevel.Warning, "Overload: {Limit} signatures are in flight, as many as this process answers in time; "
        + "more are refused with 503 and asked to try again.")]
    private partial void LogBegin(int limit);

    [LoggerMessage(LogLevel.Information, "The overload is over: {Refused} signatures were refused within {Seconds:F1} s.")]
    private partial void LogEnd(long refused, double seconds);
}
