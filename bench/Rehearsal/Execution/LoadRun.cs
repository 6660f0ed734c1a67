using System.Diagnostics;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Handover;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Execution;

/// <summary>Runs the load and what happens meanwhile (viewers, count polling, faults, progress), and keeps the results.</summary>
internal sealed class LoadRun(
    RunOptions options, RehearsalTarget target, LoadMeter meter, LoadGenerator generator, ConnectionPool connections, CountMonitor counts,
    AcknowledgementTimes acknowledged, TextWriter output)
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    private readonly LimitSearch? _search =
        options.Plan.LimitStep is null ? null : new LimitSearch(options.Plan, options.Objectives, options.LagMax);
    private FaultInjector? _injector;

    public List<SecondStatistics> Seconds { get; } = [];

    public IReadOnlyList<InjectedFault> InjectedFaults => _injector?.InjectedFaults ?? [];

    /// <summary>Planned faults, and the hand-over, whose time had not come when the load ended.</summary>
    public IReadOnlyList<string> NotInjected =>
        [.. _injector?.NotInjected ?? [], .. Handover is { WasAsked: false } ? ["hand-over"] : Array.Empty<string>()];

    /// <summary>Null when none was planned.</summary>
    public HandoverRun? Handover { get; private set; }

    /// <summary>Message of a program that ended without a fault; null when none did.</summary>
    public string? UnexpectedExit => _injector?.UnexpectedExit;

    public Limit? Limit => _search?.Found;

    public CountStreamViewers? Viewers { get; private set; }

    /// <exception cref="UsageException">The program has no count stream, or does not start again after a fault.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var viewers = options.Mix.Viewers == 0 ? null
            : new CountStreamViewers(target.Address, target.Slugs[0], options.Mix.Viewers, acknowledged);
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
        using var handovers = options.HandoverAt is null ? null : new HandoverApi(target.Ports, target.Slugs[0]);
        if (handovers is not null) Handover = new HandoverRun(options.HandoverAt!.Value, handovers, meter);
        var handingOver = Handover?.RunAsync(end.Token) ?? Task.CompletedTask;
        var observing = ObserveAsync(end.Token);
        // A program that cannot be started again ends the load; nothing else of these ends earlier.
        var sending = generator.RunAsync(end.Token);
        if (_injector is not null && await Task.WhenAny(sending, faulting) == faulting) generator.Stop();
        await sending;
        await end.CancelAsync();
        await Task.WhenAll(counting, closing, faulting, handingOver, observing, watching);
        cancel.ThrowIfCancellationRequested();
        if (target.Program is { Process.HasExited: true }) await target.Program.StartAsync(cancel);
    }

    private async Task ObserveAsync(CancellationToken end)
    {
        await using var display = ProgressDisplay.On(output);
        using var timer = new PeriodicTimer(ASecond);
        try
        {
            while (await timer.WaitForNextTickAsync(end)) EndSecond(display);
        }
        catch (OperationCanceledException)
        {
            // The last second is a partial one.
            EndSecond(display);
        }
    }

    private void EndSecond(ProgressDisplay display)
    {
        var at = Stopwatch.GetElapsedTime(meter.StartedAt).TotalSeconds;
        var second = meter.EndSecond(at, counts.Shown, counts.TakeStaleness(), target.Program?.MemoryMb, out var latency, out var lag);
        Seconds.Add(second);
        display.Show(second, options.Plan.Curve.Duration);
        if (_search?.Add(second, latency, lag) == true) generator.Stop();
    }
}
