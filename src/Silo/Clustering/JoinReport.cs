namespace Petitions.Silo.Clustering;

/// <summary>
/// Says once, in one line, what a silo waits for that does not come up at once: for silos that are listed as active and do not answer,
/// because they were killed or are cut off. Orleans' own messages, several for each attempt, are switched off.
/// </summary>
internal sealed partial class JoinReport(IClusterMembershipService membership, TimeProvider time, ILogger<JoinReport> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    // A silo joins living ones in less.
    private static readonly TimeSpan ReportAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _joined = new();

    public void Participate(ISiloLifecycle lifecycle)
    {
        // Directly before silos are probed, and after this one is active or has given up.
        lifecycle.Subscribe(nameof(JoinReport), ServiceLifecycleStage.AfterRuntimeGrainServices + 1, cancel =>
        {
            _ = ReportAsync(_joined.Token);
            return Task.CompletedTask;
        }, _ => _joined.CancelAsync());
        lifecycle.Subscribe(nameof(JoinReport), ServiceLifecycleStage.BecomeActive + 1, _ => _joined.CancelAsync());
    }

    private async Task ReportAsync(CancellationToken joined)
    {
        await Task.Delay(ReportAfter, time, joined).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (joined.IsCancellationRequested) return;
        var silos = membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active)
            .Select(member => member.SiloAddress.Endpoint.ToString()).Order(StringComparer.Ordinal).ToList();
        if (silos.Count > 0) LogWaiting(string.Join(", ", silos), (int)FailureDetection.DeadAfter.TotalSeconds);
    }

    [LoggerMessage(LogLevel.Warning, "Waiting for an answer of the silos at {Silos}, which the database lists as running. One that was"
        + " killed is removed from the list within {Seconds} s; then this silo starts.")]
    private partial void LogWaiting(string silos, int seconds);
}
