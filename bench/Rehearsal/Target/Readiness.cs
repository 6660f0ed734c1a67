using System.Diagnostics;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>Waits for a program that was just started.</summary>
internal static class Readiness
{
    // Asking more often takes time from the program that starts.
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60), AskEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when <c>/readyz</c> is answered with success, at the latest after 60 s.</summary>
    /// <param name="address">Where the program answers.</param>
    /// <param name="processes">Those that have to run meanwhile.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="UsageException">A process ended, or the program is not ready in time.</exception>
    public static async Task WaitAsync(Uri address, IReadOnlyList<ChildProcess> processes, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHttpHandler.New()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        var since = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(http, cancel))
        {
            if (processes.FirstOrDefault(process => process.HasExited) is { } ended)
                throw new UsageException($"the program ended with {ended.ExitCode} before it was ready:\n{ended.RecentOutput}");
            if (Stopwatch.GetElapsedTime(since) > ReadyWithin)
            {
                var output = string.Join('\n', processes.Select(process => process.RecentOutput));
                throw new UsageException($"the program was not ready within {ReadyWithin.TotalSeconds:0}s:\n{output}");
            }
            await Task.Delay(AskEvery, cancel);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}
