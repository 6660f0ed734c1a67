using System.Diagnostics;
using Petitions.Bench.Comparison.Servers;

namespace Petitions.Bench.Comparison.Background;

/// <summary>Waits for something that a server does by itself.</summary>
internal static class Until
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <param name="isTrueAsync">What is waited for.</param>
    /// <param name="within">How long at most.</param>
    /// <param name="server">What does it.</param>
    /// <param name="failure">What did not happen, for the message.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="MeasurementException">It did not happen in time.</exception>
    public static async Task TrueAsync(
        Func<Task<bool>> isTrueAsync, TimeSpan within, Server server, string failure, CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await isTrueAsync())
        {
            if (Stopwatch.GetElapsedTime(since) > within)
                throw new MeasurementException($"{server.Name}: {failure}\n{server.RecentOutput}");
            await Task.Delay(LookEvery, cancel);
        }
    }
}
