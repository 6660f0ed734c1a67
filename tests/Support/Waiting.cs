using System.Diagnostics;

namespace Petitions.Tests.Support;

/// <summary>Waits for a condition with a deadline.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>True as soon as the condition holds; false after the time limit.</summary>
    public static async Task<bool> UntilAsync(TimeSpan within, Func<ValueTask<bool>> condition)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await condition()) return true;
            if (Stopwatch.GetElapsedTime(since) > within) return false;
            await Task.Delay(Step);
        }
    }

    public static Task<bool> UntilAsync(TimeSpan within, Func<bool> condition) =>
        UntilAsync(within, () => ValueTask.FromResult(condition()));
}
