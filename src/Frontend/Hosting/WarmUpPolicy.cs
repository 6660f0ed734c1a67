namespace Petitions.Frontend.Hosting;

/// <summary>
/// Decides when a process is warm. The runtime compiles a method again when it has been called 30 times, some 100 ms after no new method
/// was called: so the code is settled when nothing was compiled for <see cref="SettledFor"/> of calls.
/// </summary>
/// <param name="max">Longest warm-up; then the process is ready as it is.</param>
/// <param name="time">The clock.</param>
internal sealed class WarmUpPolicy(TimeSpan max, TimeProvider time)
{
    /// <summary>So long nothing may have been compiled: longer than the runtime waits.</summary>
    public static readonly TimeSpan SettledFor = TimeSpan.FromMilliseconds(250);

    // Other parts of the process start at the same time and compile a few.
    private const int MethodsMax = 4;

    private readonly long _startedAt = time.GetTimestamp();
    private long _grewAt = time.GetTimestamp();
    private long _compiled = long.MinValue;

    /// <summary>The time since the beginning.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_startedAt);

    /// <summary>To be asked after each round.</summary>
    /// <param name="compiledMethods">Methods that the process has compiled since it started.</param>
    public bool IsWarm(long compiledMethods)
    {
        if (compiledMethods - MethodsMax > _compiled)
        {
            _compiled = compiledMethods;
            _grewAt = time.GetTimestamp();
        }
        return Elapsed >= max || time.GetElapsedTime(_grewAt) >= SettledFor;
    }
}
