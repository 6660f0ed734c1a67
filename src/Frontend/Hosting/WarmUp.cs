using System.Runtime;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Runs what a signature does, over and over, when everything has started and before the process is ready, until the runtime has compiled
/// it (<see cref="WarmUpPolicy"/>). Without it the first seconds of a process that is started in a surge answer slowly, and the clients
/// that wait meanwhile make it slower. Stores nothing.
/// </summary>
internal sealed partial class WarmUp(
    IEnumerable<IWarmUpStep> steps, IOptions<HttpConnectionOptions> options, TimeProvider time, ILogger<WarmUp> log)
    : IHostedLifecycleService, IReadiness
{
    /// <summary>Calls of each step in one round, and how many of them run at a time.</summary>
    private const int CallsPerRound = 32, AtATime = 8;

    private volatile bool _isDone;

    /// <inheritdoc/>
    public string? Missing => _isDone ? null : "This process is warming up.";

    /// <summary>Warms up; takes at most <see cref="HttpConnectionOptions.WarmUpMax"/>.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var max = options.Value.WarmUpMax;
        if (max == TimeSpan.Zero)
        {
            _isDone = true;
            return;
        }
        var policy = new WarmUpPolicy(max, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rounds = RunAsync(policy, end.Token);
        // A step may hang, such as on a database that went away just now.
        await rounds.WaitAsync(max, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await end.CancelAsync();
        _isDone = true;
        LogDone(policy.Elapsed.TotalSeconds);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunAsync(WarmUpPolicy policy, CancellationToken cancel)
    {
        var calls = Enumerable.Range(0, CallsPerRound).SelectMany(_ => steps).ToArray();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel };
        do
        {
            await Parallel.ForEachAsync(calls, parallel, async (step, stop) =>
            {
                try
                {
                    await step.RunAsync(stop);
                }
                catch (Exception)
                {
                    // What fails here fails for signers, too, and is logged there.
                }
            });
        }
        while (!policy.IsWarm(JitInfo.GetCompiledMethodCount()));
    }

    [LoggerMessage(LogLevel.Information, "Warmed up in {Seconds:0.0} s.")]
    private partial void LogDone(double seconds);
}
