using System.Diagnostics;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Execution;

/// <summary>The load itself: everything that runs beside one another while it lasts, and what it leaves.</summary>
internal sealed class Play(
    RunOptions options, Stage stage, LoadMeter meter, Generator generator, Connections connections, CountWatch counts, Acknowledgements acknowledged,
    TextWriter output)
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    private readonly LimitSearch? _search = options.Plan.LimitStep is null ? null : new LimitSearch(options.Plan, options.Objectives, options.LagMax);
    private Breaking? _breaking;

    public List<Second> Seconds { get; } = [];

    public IReadOnlyList<ChaosMark> Marks => _breaking?.Marks ?? [];

    /// <summary>What was to be broken and was not, because the load was over.</summary>
    public IReadOnlyList<string> NotPlayed => [.. _breaking?.NotPlayed ?? []];

    /// <summary>What ended by itself; null when nothing did.</summary>
    public string? Accident => _breaking?.UnexpectedEnd;

    public Limit? Limit => _search?.Found;

    public Watchers? Watchers { get; private set; }

    /// <exception cref="UsageException">The program has no stream to watch, or what was broken does not start again.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var watchers = options.Mix.Watchers > 0 ? new Watchers(stage.Address, stage.Petitions[0].Slug, options.Mix.Watchers, acknowledged) : null;
        Watchers = watchers;
        if (watchers is not null) await watchers.CheckAsync(cancel);
        var watching = watchers?.RunAsync(end.Token) ?? Task.CompletedTask;
        if (watchers is not null) await watchers.GatherAsync(cancel);

        stage.Keep();
        meter.Start();
        var counting = counts.RunAsync(end.Token);
        var sweeping = connections.SweepAsync(end.Token);
        if (stage.Program is { } program) _breaking = new Breaking(options.Chaos, program, stage.Postgres, stage.Disk, meter);
        var breaking = _breaking?.RunAsync(end.Token) ?? Task.CompletedTask;
        var observing = ObserveAsync(end.Token);
        // What cannot be started again ends the load; nothing else of these ends before it.
        var playing = generator.RunAsync(end.Token);
        if (_breaking is not null && await Task.WhenAny(playing, breaking) == breaking) generator.Stop();
        await playing;
        await end.CancelAsync();
        await Task.WhenAll(counting, sweeping, breaking, observing, watching);
        cancel.ThrowIfCancellationRequested();
        if (stage.Program is { Process.HasExited: true }) await stage.Program.StartAsync(cancel);
    }

    private async Task ObserveAsync(CancellationToken end)
    {
        await using var line = LiveLine.On(output);
        using var timer = new PeriodicTimer(ASecond);
        try
        {
            while (await timer.WaitForNextTickAsync(end)) Cut(line);
        }
        catch (OperationCanceledException)
        {
            // The rest of the last second belongs to it.
            Cut(line);
        }
    }

    private void Cut(LiveLine line)
    {
        var at = Stopwatch.GetElapsedTime(meter.StartedAt).TotalSeconds;
        var second = meter.Cut(at, counts.Shown, counts.TakeStaleness(), stage.Program?.MemoryMb, out var latency, out var lag);
        Seconds.Add(second);
        line.Show(second, meter, options.Plan.Curve.Duration);
        if (_search?.Take(second, latency, lag) == true) generator.Stop();
    }
}
