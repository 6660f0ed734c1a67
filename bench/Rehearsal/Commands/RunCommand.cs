using System.CommandLine;
using System.Globalization;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Execution;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Reporting;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary><c>rehearsal run</c>: prepare the target, run the load, audit, evaluate, and write the report.</summary>
internal sealed class RunCommand(RunOptions options, TextWriter output)
{
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly IdempotencyKeys _keys = new();
    private readonly Journal _journal = new();

    public static Command Define(TextWriter output)
    {
        var arguments = new RunArguments();
        var command = new Command("run", "Load the program, inject faults, audit what was stored, and write a report.");
        foreach (var option in arguments.Options) command.Add(option);
        command.SetAction((given, cancel) => new RunCommand(arguments.Read(given), output).RunAsync(cancel));
        return command;
    }

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var startedAt = _time.GetLocalNow();
        var time = startedAt.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture);
        var folder = options.Out ?? Path.Combine("artifacts", "rehearsal", time);
        ReportFolder.Check(folder);
        if (options.Target is null) _ = ProgramUnderTest.Find(options.ProgramPath);
        await GeneratorCapacity.CheckAsync(options.Plan, options.Mix);
        await output.WriteLineAsync("preparing the target");
        await using var target = await RehearsalTarget.PrepareAsync(options, _keys.Run, startedAt, cancel);
        try
        {
            return await ExecuteAsync(target, startedAt, folder, cancel);
        }
        finally
        {
            // Also after a failure: nothing else shows the names of the petitions.
            if (target.LeavesPetitions) await output.WriteLineAsync(ConsoleSummary.HowToClean(target.Slugs));
        }
    }

    private async Task<int> ExecuteAsync(RehearsalTarget target, DateTimeOffset startedAt, string folder, CancellationToken cancel)
    {
        await output.WriteLineAsync(DescribeLoad(target.Name));
        using var counts = new CountMonitor(target.Address, target.Slugs);
        await counts.ReadBaselineAsync(cancel);
        var baseline = await CountsAsync(target, cancel);
        if (options.HandoverAt is not null && baseline[0] > 0)
            throw new UsageException($"--handover needs a petition without signatures, and {target.Slugs[0]} has some: name another one.");
        using var connections = new ConnectionPool(target.Address, options.ConnectionsMax);
        var meter = new LoadMeter();
        var acknowledged = new AcknowledgementTimes { Baseline = counts.BaselineOfFirst };
        void OnNewlyAcknowledged(int petition)
        {
            counts.Acknowledge(petition);
            if (petition == 0) acknowledged.Add();
        }
        var generator = new LoadGenerator(
            options.Plan, options.Mix, target.Address, target.Petitions, connections, _keys, _journal, meter, OnNewlyAcknowledged);
        var run = new LoadRun(options, target, meter, generator, connections, counts, acknowledged, output);
        await run.RunAsync(cancel);

        var figures = Figures(run, meter, counts);
        await output.WriteLineAsync("auditing");
        var audit = await new RunAudit(target, _journal, generator.Client, connections, counts, meter, baseline).RunAsync();
        var handover = run.Handover is null ? null : await HandoverChecks.RunAsync(target, run.Handover, _journal);
        if (handover is not null) audit = audit with { Checks = [.. audit.Checks, .. handover.Checks] };
        figures = figures with { Lost = audit.Lost, Doubled = audit.Doubled };
        var verdict = RunEvaluation.Of(options, run, figures, audit);

        var result = new RehearsalResult(
            options, target.Name, target.Slugs, startedAt, figures, audit, verdict, run, meter, MachineInfo.Describe())
        {
            HandedOver = handover?.Signatures ?? 0,
        };
        await ReportFolder.WriteAsync(folder, result);
        await ConsoleSummary.WriteAsync(output, result, folder);
        return verdict.Kind switch
        {
            VerdictKind.Passed => RehearsalCommand.Passed,
            VerdictKind.Failed => RehearsalCommand.Failed,
            _ => RehearsalCommand.Invalid,
        };
    }

    private string DescribeLoad(string target)
    {
        var (name, curve) = (options.Plan.Name, options.Plan.Curve);
        var duration = DurationText.Format(curve.Duration);
        var load = FormattableString.Invariant($"about {curve.Total:0} signatures in {duration}, at most {curve.Peak:0.#}/s");
        return $"running {name} on {target}: {load}{(options.Plan.RateNote is { } note ? $"; {note}" : "")}";
    }

    private RunFigures Figures(LoadRun run, LoadMeter meter, CountMonitor counts) => new()
    {
        Offered = meter.Offered,
        Acknowledged = _journal.CountOf(Outcome.Acknowledged),
        Refused = _journal.CountOf(Outcome.Refused),
        Unknown = _journal.CountOf(Outcome.Unknown),
        Failed = _journal.CountOf(Outcome.Failed) + _journal.CountOf(Outcome.Unreachable),
        Unsent = _journal.CountOf(Outcome.Unsent),
        Lost = 0,
        Doubled = 0,
        Latency = meter.Latency,
        Lag = meter.Lag,
        StalenessMaxMs = counts.StalenessMaxMs,
        SeenP99Ms = run.Viewers?.SeenAfter.P99,
        MemoryMaxMb = run.Seconds.Max(second => second.MemoryMb),
        RecoveryMax = run.InjectedFaults.Count == 0 ? null : run.InjectedFaults.Max(fault => fault.Recovery ?? double.PositiveInfinity),
    };

    private static async Task<IReadOnlyList<long>> CountsAsync(RehearsalTarget target, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHttpHandler.New()) { BaseAddress = target.Address };
        var counts = new List<long>();
        foreach (var slug in target.Slugs) counts.Add(await PublicCount.ReadAsync(http, slug, cancel));
        return counts;
    }
}
