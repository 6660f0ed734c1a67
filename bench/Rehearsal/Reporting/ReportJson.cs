using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary><c>report.json</c>: the content of the page for programs. Members are never renamed; times end in their unit.</summary>
internal static class ReportJson
{
    // Not escaped more than JSON needs, so that the file stays readable.
    private static readonly JsonSerializerOptions Form =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(RehearsalResult result)
    {
        var (figures, audit, run, meter) = (result.Figures, result.Audit, result.Run, result.Meter);
        return new JsonObject
        {
            ["verdict"] = result.Verdict.Kind.ToString().ToLowerInvariant(),
            ["reasons"] = Strings(result.Verdict.Reasons),
            ["startedAt"] = result.StartedAt,
            ["stage"] = result.TargetName,
            ["petitions"] = Strings(result.Slugs),
            ["offered"] = figures.Offered,
            ["acknowledged"] = figures.Acknowledged,
            ["refused"] = figures.Refused,
            ["unknown"] = figures.Unknown,
            ["failed"] = figures.Failed,
            ["unsent"] = figures.Unsent,
            ["lost"] = audit.Lost,
            ["doubled"] = audit.Doubled,
            ["count"] = audit.Count,
            ["settled"] = audit.Settled,
            ["retries"] = meter.Retries,
            ["reads"] = meter.Reads,
            ["readsFailed"] = meter.ReadsFailed,
            ["latencyMs"] = Of(figures.Latency),
            ["lagMs"] = Of(figures.Lag),
            ["stalenessMaxMs"] = Number(figures.StalenessMaxMs),
            ["memoryMaxMb"] = Number(figures.MemoryMaxMb),
            ["recoveryMaxSeconds"] = Number(figures.RecoveryMax),
            ["limit"] = run.Limit is { } limit ? Of(limit) : null,
            ["watchers"] = run.Viewers is { } viewers ? Of(viewers, result.Options.Mix.Viewers) : null,
            ["objectives"] = new JsonArray([.. result.Options.Objectives.Select(objective => Of(objective, figures))]),
            ["audit"] = new JsonArray([.. audit.Checks.Select(Of)]),
            ["chaos"] = new JsonArray([.. run.InjectedFaults.Select(Of)]),
            ["handover"] = HandoverReport.Json(result),
            ["settings"] = Settings(result),
            ["machine"] = Of(result.Machine),
            ["seconds"] = new JsonArray([.. run.Seconds.Select(Of)]),
        }.ToJsonString(Form) + "\n";
    }

    private static JsonObject Settings(RehearsalResult result)
    {
        var (options, curve, mix) = (result.Options, result.Options.Plan.Curve, result.Options.Mix);
        return new JsonObject
        {
            ["profile"] = options.Plan.Name,
            ["peakPerSecond"] = Number(curve.Peak),
            ["durationSeconds"] = Number(curve.Duration.TotalSeconds),
            ["rateWindowSeconds"] = Number(options.Plan.RateWindow?.TotalSeconds),
            ["arrivals"] = options.Plan.IsPoisson ? "poisson" : "even",
            ["seed"] = options.Plan.Seed,
            ["repeats"] = mix.Repeats,
            ["dropReplies"] = mix.DropReplies,
            ["pagesPerSignature"] = mix.PagesPerSignature,
            ["countsPerSignature"] = mix.CountsPerSignature,
            ["watchers"] = mix.Viewers,
            ["petitions"] = mix.Petitions,
            ["skew"] = mix.Skew,
            ["lagMaxMs"] = options.LagMax.TotalMilliseconds,
            ["connectionsMax"] = options.ConnectionsMax,
            ["written"] = new JsonObject(options.GivenOptions.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)option.Value))),
        };
    }

    private static JsonObject Of(Limit limit) => new()
    {
        ["perSecond"] = Number(limit.PerSecond),
        ["brokenAtPerSecond"] = Number(limit.BrokenAt),
        ["reason"] = limit.Reason,
        ["ofGenerator"] = limit.IsGeneratorLimit,
    };

    private static JsonObject Of(CountStreamViewers viewers, int asked) => new()
    {
        ["asked"] = asked,
        ["events"] = viewers.Events,
        ["seenAfterP50Ms"] = Number(viewers.SeenAfter.P50),
        ["seenAfterP99Ms"] = Number(viewers.SeenAfter.P99),
        ["falls"] = viewers.Decreases,
        ["cutOffs"] = viewers.Disconnections,
    };

    private static JsonNode Of(Objective objective, RunFigures figures) => new JsonObject
    {
        ["objective"] = objective.Text,
        ["value"] = Number(objective.ValueOf(figures)),
        ["met"] = objective.IsMet(figures),
    };

    private static JsonNode Of(AuditCheck check) =>
        new JsonObject { ["promise"] = check.Name, ["holds"] = check.Passed, ["detail"] = check.Detail };

    private static JsonNode Of(InjectedFault fault) => new JsonObject
    {
        ["kind"] = fault.Kind,
        ["fromSeconds"] = Number(fault.From),
        ["untilSeconds"] = Number(fault.Until),
        ["recoverySeconds"] = Number(fault.Recovery),
    };

    private static JsonObject Of(MachineInfo machine) => new()
    {
        ["processors"] = machine.Processors,
        ["processor"] = machine.Processor,
        ["memoryMb"] = machine.MemoryMb,
        ["system"] = machine.System,
        ["runtime"] = machine.Runtime,
    };

    private static JsonNode Of(SecondStatistics second) => new JsonObject
    {
        ["at"] = Number(second.At),
        ["offered"] = second.Offered,
        ["acknowledged"] = second.Acknowledged,
        ["refused"] = second.Refused,
        ["failed"] = second.Failed,
        ["unknown"] = second.Unknown,
        ["reads"] = second.Reads,
        ["p50Ms"] = Number(second.Latency.P50),
        ["p99Ms"] = Number(second.Latency.P99),
        ["p999Ms"] = Number(second.Latency.P999),
        ["lagMs"] = Number(second.LagMs),
        ["count"] = second.Count,
        ["stalenessMs"] = Number(second.StalenessMs),
        ["memoryMb"] = Number(second.MemoryMb),
    };

    private static JsonObject Of(Percentiles times) => new()
    {
        ["p50"] = Number(times.P50),
        ["p90"] = Number(times.P90),
        ["p95"] = Number(times.P95),
        ["p99"] = Number(times.P99),
        ["p99.9"] = Number(times.P999),
        ["max"] = Number(times.Max),
    };

    // JSON has no infinity; three decimals are enough.
    private static JsonNode? Number(double? value) =>
        value is { } number && double.IsFinite(number) ? Math.Round(number, 3) : null;

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
