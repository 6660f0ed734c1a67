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

/// <summary><c>rehearsal run</c> from its beginning to its report: set the stage, play, audit, judge, write it down.</summary>
internal sealed class RunCommand(RunOptions options, TextWriter output)
{
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly OperationIds _ids = new();
    private readonly Journal _journal = new();

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var startedAt = _time.GetLocalNow();
        var folder = options.Out ?? Path.Combine("artifacts", "rehearsal", startedAt.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture));
        ReportFolder.Check(folder);
        if (options.Target is null) _ = OwnProgram.Find(options.ProgramPath);
        await Reach.CheckAsync(options.Plan, options.Mix);
        await output.WriteLineAsync("setting the stage");
        await using var stage = await Stage.SetAsync(options, _ids.Run, startedAt, cancel);
        try
        {
            return await PlayAsync(stage, startedAt, folder, cancel);
        }
        finally
        {
            // However it ends: nobody else knows the name.
            if (stage.LeavesPetitions) await output.WriteLineAsync(Summary.HowToClean(stage.Petitions));
        }
    }

    private async Task<int> PlayAsync(Stage stage, DateTimeOffset startedAt, string folder, CancellationToken cancel)
    {
        await output.WriteLineAsync(FormattableString.Invariant(
            $"playing {options.Plan.Name} on {stage.Name}: about {options.Plan.Curve.Total:0} signatures in {Durations.Write(options.Plan.Curve.Duration)}, at most {options.Plan.Curve.Peak:0.#}/s"));

        using var counts = new CountWatch(stage.Address, [.. stage.Petitions.Select(petition => petition.Slug)]);
        await counts.BeginAsync(cancel);
        var baseline = await CountsAsync(stage, cancel);
        using var connections = new Connections(stage.Address, options.ConnectionsMax);
        var meter = new LoadMeter();
        var acknowledged = new Acknowledgements { Baseline = counts.BaselineOfFirst };
        var generator = new Generator(options.Plan, options.Mix, stage.Address, stage.Petitions, connections, _ids, _journal, meter, petition =>
        {
            counts.Acknowledge(petition);
            if (petition == 0) acknowledged.Add();
        });
        var play = new Play(options, stage, meter, generator, connections, counts, acknowledged, output);
        await play.RunAsync(cancel);

        var figures = Figures(play, meter, counts);
        await output.WriteLineAsync("auditing");
        var audit = await AuditAsync(stage, generator.Carrier, counts, meter, baseline, connections);
        figures = figures with { Lost = audit.Lost, Doubled = audit.Doubled };
        var verdict = Judge(figures, audit, play);

        var result = new RehearsalResult(options, stage.Name, [.. stage.Petitions.Select(petition => petition.Slug)], startedAt, figures, audit, verdict, play, meter, Machine.Describe());
        await ReportFolder.WriteAsync(folder, result);
        await Summary.WriteAsync(output, result, folder);
        return verdict.Ending switch { Ending.Passed => RehearsalCommand.Passed, Ending.Failed => RehearsalCommand.Failed, _ => RehearsalCommand.Invalid };
    }

    private RunFigures Figures(Play play, LoadMeter meter, CountWatch counts) => new()
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
        SeenP99Ms = play.Watchers?.SeenAfter.P99,
        MemoryMaxMb = play.Seconds.Max(second => second.MemoryMb),
        RecoveryMax = play.Marks.Count == 0 ? null : play.Marks.Max(mark => mark.Recovery ?? double.PositiveInfinity),
    };

    private async Task<AuditResult> AuditAsync(Stage stage, Carrier carrier, CountWatch counts, LoadMeter meter, IReadOnlyList<long> baseline, Connections connections)
    {
        using var end = new CancellationTokenSource();
        var sweeping = connections.SweepAsync(end.Token);
        var again = new SendingAgain(carrier, _journal);
        using var http = new HttpClient(DirectHandler.New()) { BaseAddress = stage.Address };
        async Task<long> CountOf(int petition, CancellationToken cancel) => await PublicCount.ReadAsync(http, stage.Petitions[petition].Slug, cancel);
        try
        {
            return stage.Database is { } database
                ? await new DatabaseAudit(database, _journal, again, counts, [.. stage.Petitions.Select(petition => petition.Slug)], CountOf)
                    { ReadAtMicroseconds = meter.MicrosecondsAt(Stopwatch.GetTimestamp()) }.RunAsync(CancellationToken.None)
                : await new LookupAudit(stage.Staff!, stage.Petitions, _journal, again, counts, baseline, CountOf).RunAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is HttpRequestException or DbException or IOException or SocketException or TimeoutException or OperationCanceledException)
        {
            return AuditResult.Prevented(e.Message);
        }
        finally
        {
            await end.CancelAsync();
            await sweeping;
        }
    }

    // A search for the limit ends by breaking an objective of the load: that is what it was for.
    private Verdict Judge(RunFigures figures, AuditResult audit, Play play)
    {
        // Who cannot look knows of nothing that was lost, and of nothing that was not.
        if (audit.Impediment is { } impediment && play.Accident is null) return new(Ending.Invalid, [$"The audit could not be made: {impediment}"]);
        var broken = audit.Lines.Where(line => !line.Holds).Select(line => $"{line.Promise} ({line.Detail})").ToList();
        if (play.Watchers is { Falls: > 0 } watchers) broken.Add($"The visible count never fell ({watchers.Falls} streams saw it fall)");
        if (play.Limit is not { } limit) return Verdict.Of(figures, options.Objectives, broken, play.Accident, options.LagMax, play.NotPlayed);

        var others = options.Objectives.Where(objective => !objective.IsOfLoad && objective.Metric is not "staleness").ToList();
        var verdict = Verdict.Of(figures with { Lag = Percentiles.Of(LoadMeter.NewHistogram()) }, others, broken, play.Accident, options.LagMax, play.NotPlayed);
        if (verdict.Ending != Ending.Passed) return verdict;
        if (limit.IsOfGenerator) return new(Ending.Invalid, [FormattableString.Invariant($"At {limit.BrokenAt:0}/s {limit.Reason}; up to {limit.PerSecond:0}/s every objective was met, and where the program breaks is not known.")]);
        return limit.PerSecond > 0 ? verdict : new(Ending.Failed, [$"The lowest rate was too much: {limit.Reason}."]);
    }

    private static async Task<IReadOnlyList<long>> CountsAsync(Stage stage, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHandler.New()) { BaseAddress = stage.Address };
        var counts = new List<long>();
        foreach (var petition in stage.Petitions) counts.Add(await PublicCount.ReadAsync(http, petition.Slug, cancel));
        return counts;
    }
}
