using System.Diagnostics;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Execution;

/// <summary>The load itself: everything that runs beside one another while it lasts, and what it leaves.</summary>
internal sealed class LoadRun(
    RunOptions options, RehearsalTarget target, LoadMeter meter, LoadGenerator generator, ConnectionPool connections, CountMonitor counts, AcknowledgementTimes acknowledged,
    TextWriter output)
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    private readonly LimitSearch? _search = options.Plan.LimitStep is null ? null : new LimitSearch(options.Plan, options.Objectives, options.LagMax);
    private FaultInjector? _injector;

    public List<SecondStatistics> Seconds { get; } = [];

    public IReadOnlyList<InjectedFault> InjectedFaults => _injector?.InjectedFaults ?? [];

    /// <summary>What was to be broken and was not, because the load was over.</summary>
    public IReadOnlyList<string> NotInjected => [.. _injector?.NotInjected ?? []];

    /// <summary>What ended by itself; null when nothing did.</summary>
    public string? UnexpectedExit => _injector?.UnexpectedExit;

    public Limit? Limit => _search?.Found;

    public CountStreamViewers? Viewers { get; private set; }

    /// <exception cref="UsageException">The program has no stream to watch, or what was broken does not start again.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var viewers = options.Mix.Viewers > 0 ? new CountStreamViewers(target.Address, target.Petitions[0].Slug, options.Mix.Viewers, acknowledged) : null;
        Viewers = viewers;
        if (viewers is not null) await viewers.CheckAsync(cancel);
        var watching = viewers?.RunAsync(end.Token) ?? Task.CompletedTask;
        if (viewers is not null) await viewers.WaitUntilConnectedAsync(cancel);

        target.KeepPetitions();
        meter.Start();
        var counting = counts.RunAsync(end.Token);
        var closing = connections.CloseTimedOutAsync(end.Token);
        if (target.Program is { } program) _injector = new FaultInjector(options.Faults, program, target.Postgres, target.Disk, meter);
        var faulting = _injector?.RunAsync(end.Token) ?? Task.CompletedTask;
        var observing = ObserveAsync(end.Token);
        // What cannot be started again ends the load; nothing else of these ends before it.
        var sending = generator.RunAsync(end.Token);
        if (_injector is not null && await Task.WhenAny(sending, faulting) == faulting) generator.Stop();
        await sending;
        await end.CancelAsync();
        await Task.WhenAll(counting, closing, faulting, observing, watching);
        cancel.ThrowIfCancellationRequested();
        if (target.Program is { Process.HasExited: true }) await target.Program.StartAsync(cancel);
    }

    private async Task ObserveAsync(CancellationToken end)
    {
        await using var line = ProgressDisplay.On(output);
        using var timer = new PeriodicTimer(ASecond);
        try
        {
            while (await timer.WaitForNextTickAsync(end)) EndSecond(line);
        }
        catch (OperationCanceledException)
        {
            // The rest of the last second belongs to it.
            EndSecond(line);
        }
    }

    private void EndSecond(ProgressDisplay line)
    {
        var at = Stopwatch.GetElapsedTime(meter.StartedAt).TotalSeconds;
        var second = meter.EndSecond(at, counts.Shown, counts.TakeStaleness(), target.Program?.MemoryMb, out var latency, out var lag);
        Seconds.Add(second);
        line.Show(second, meter, options.Plan.Curve.Duration);
        if (_search?.Add(second, latency, lag) == true) generator.Stop();
    }
}
