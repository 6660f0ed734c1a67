using System.CommandLine;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Execution;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Reporting;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary><c>rehearsal run</c> from its beginning to its report: set the target, run, audit, judge, write it down.</summary>
internal sealed class RunCommand(RunOptions options, TextWriter output)
{
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly IdempotencyKeys _ids = new();
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
        var folder = options.Out ?? Path.Combine("artifacts", "rehearsal", startedAt.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture));
        ReportFolder.Check(folder);
        if (options.Target is null) _ = ProgramUnderTest.Find(options.ProgramPath);
        await GeneratorCapacity.CheckAsync(options.Plan, options.Mix);
        await output.WriteLineAsync("preparing the target");
        await using var target = await RehearsalTarget.PrepareAsync(options, _ids.Run, startedAt, cancel);
        try
        {
            return await ExecuteAsync(target, startedAt, folder, cancel);
        }
        finally
        {
            // However it ends: nobody else knows the name.
            if (target.LeavesPetitions) await output.WriteLineAsync(ConsoleSummary.HowToClean(target.Petitions));
        }
    }

    private async Task<int> ExecuteAsync(RehearsalTarget target, DateTimeOffset startedAt, string folder, CancellationToken cancel)
    {
        await output.WriteLineAsync(FormattableString.Invariant(
            $"running {options.Plan.Name} on {target.Name}: about {options.Plan.Curve.Total:0} signatures in {DurationText.Format(options.Plan.Curve.Duration)}, at most {options.Plan.Curve.Peak:0.#}/s{(options.Plan.RateNote is { } note ? $"; {note}" : "")}"));

        using var counts = new CountMonitor(target.Address, [.. target.Petitions.Select(petition => petition.Slug)]);
        await counts.ReadBaselineAsync(cancel);
        var baseline = await CountsAsync(target, cancel);
        using var connections = new ConnectionPool(target.Address, options.ConnectionsMax);
        var meter = new LoadMeter();
        var acknowledged = new AcknowledgementTimes { Baseline = counts.BaselineOfFirst };
        var generator = new LoadGenerator(options.Plan, options.Mix, target.Address, target.Petitions, connections, _ids, _journal, meter, petition =>
        {
            counts.Acknowledge(petition);
            if (petition == 0) acknowledged.Add();
        });
        var run = new LoadRun(options, target, meter, generator, connections, counts, acknowledged, output);
        await run.RunAsync(cancel);

        var figures = Figures(run, meter, counts);
        await output.WriteLineAsync("auditing");
        var audit = await AuditAsync(target, generator.Client, counts, meter, baseline, connections);
        figures = figures with { Lost = audit.Lost, Doubled = audit.Doubled };
        var verdict = Evaluate(figures, audit, run);

        var result = new RehearsalResult(options, target.Name, [.. target.Petitions.Select(petition => petition.Slug)], startedAt, figures, audit, verdict, run, meter, MachineInfo.Describe());
        await ReportFolder.WriteAsync(folder, result);
        await ConsoleSummary.WriteAsync(output, result, folder);
        return verdict.Kind switch { VerdictKind.Passed => RehearsalCommand.Passed, VerdictKind.Failed => RehearsalCommand.Failed, _ => RehearsalCommand.Invalid };
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

    private async Task<AuditResult> AuditAsync(RehearsalTarget target, LoadClient client, CountMonitor counts, LoadMeter meter, IReadOnlyList<long> baseline, ConnectionPool connections)
    {
        using var end = new CancellationTokenSource();
        var closing = connections.CloseTimedOutAsync(end.Token);
        var resender = new OperationResender(client, _journal);
        using var http = new HttpClient(DirectHttpHandler.New()) { BaseAddress = target.Address };
        async Task<long> CountOf(int petition, CancellationToken cancel) => await PublicCount.ReadAsync(http, target.Petitions[petition].Slug, cancel);
        try
        {
            return target.Database is { } database
                ? await new DatabaseAudit(database, _journal, resender, counts, [.. target.Petitions.Select(petition => petition.Slug)], CountOf)
                    { ReadAtMicroseconds = meter.MicrosecondsAt(Stopwatch.GetTimestamp()) }.RunAsync(CancellationToken.None)
                : await new AdminApiAudit(target.Admin!, target.Petitions, _journal, resender, counts, baseline, CountOf).RunAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is HttpRequestException or DbException or IOException or SocketException or TimeoutException or OperationCanceledException)
        {
            return AuditResult.Unavailable(e.Message);
        }
        finally
        {
            await end.CancelAsync();
            await closing;
        }
    }

    // A search for the limit ends by breaking an objective of the load: that is what it was for.
    private Verdict Evaluate(RunFigures figures, AuditResult audit, LoadRun run)
    {
        // Who cannot look knows of nothing that was lost, and of nothing that was not.
        if (audit.UnavailableReason is { } unavailable && run.UnexpectedExit is null) return new(VerdictKind.Invalid, [$"The audit could not be made: {unavailable}"]);
        var broken = audit.Checks.Where(check => !check.Passed).Select(check => $"{check.Name} ({check.Detail})").ToList();
        if (run.Viewers is { Decreases: > 0 } viewers) broken.Add($"The visible count never fell ({viewers.Decreases} streams saw it fall)");
        if (run.Limit is not { } limit) return Verdict.Of(figures, options.Objectives, broken, run.UnexpectedExit, options.LagMax, run.NotInjected);

        var others = options.Objectives.Where(objective => !objective.IsLoadMetric && objective.Metric is not "staleness").ToList();
        var verdict = Verdict.Of(figures with { Lag = Percentiles.Of(LoadMeter.NewHistogram()) }, others, broken, run.UnexpectedExit, options.LagMax, run.NotInjected);
        if (verdict.Kind != VerdictKind.Passed) return verdict;
        if (limit.IsGeneratorLimit) return new(VerdictKind.Invalid, [FormattableString.Invariant($"At {limit.BrokenAt:0}/s {limit.Reason}; up to {limit.PerSecond:0}/s every objective was met, and where the program breaks is not known.")]);
        return limit.PerSecond > 0 ? verdict : new(VerdictKind.Failed, [$"The lowest rate was too much: {limit.Reason}."]);
    }

    private static async Task<IReadOnlyList<long>> CountsAsync(RehearsalTarget target, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHttpHandler.New()) { BaseAddress = target.Address };
        var counts = new List<long>();
        foreach (var petition in target.Petitions) counts.Add(await PublicCount.ReadAsync(http, petition.Slug, cancel));
        return counts;
    }
}
