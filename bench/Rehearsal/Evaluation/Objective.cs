using System.Globalization;
using System.Text.RegularExpressions;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>A bound that a run shall keep, as it is written: <c>p99&lt;250ms</c>, <c>refused&lt;1%</c>, <c>lost=0</c>.</summary>
internal sealed partial record Objective(string Text, string Metric, string Relation, double Bound, string Unit)
{
    private static readonly string[] WithoutFaults = ["p99<250ms", "refused<1%", "failed=0", "staleness<2s", "lost=0", "doubled=0"];

    // During a fault signers wait and are refused; what matters is that the program recovers and that nothing is lost.
    private static readonly string[] WithFaults = ["recovery<30s", "lost=0", "doubled=0"];

    private static readonly Dictionary<string, Metric> Metrics = new()
    {
        ["p50"] = new("ms", figures => figures.Latency.P50),
        ["p90"] = new("ms", figures => figures.Latency.P90),
        ["p95"] = new("ms", figures => figures.Latency.P95),
        ["p99"] = new("ms", figures => figures.Latency.P99),
        ["p99.9"] = new("ms", figures => figures.Latency.P999),
        ["max"] = new("ms", figures => figures.Latency.Max),
        ["staleness"] = new("ms", figures => figures.StalenessMaxMs),
        ["seen"] = new("ms", figures => figures.SeenP99Ms),
        ["recovery"] = new("ms", figures => figures.RecoveryMax * 1000),
        ["memory"] = new("MB", figures => figures.MemoryMaxMb),
        ["offered"] = new("", figures => figures.Offered),
        ["acknowledged"] = new("%", figures => figures.Acknowledged),
        ["refused"] = new("%", figures => figures.Refused),
        ["failed"] = new("%", figures => figures.Failed),
        ["unknown"] = new("%", figures => figures.Unknown),
        ["lost"] = new("", figures => figures.Lost),
        ["doubled"] = new("", figures => figures.Doubled),
    };

    // The metrics that each step of a search for the limit is evaluated by.
    private static readonly string[] LoadMetrics =
        ["p50", "p90", "p95", "p99", "p99.9", "max", "acknowledged", "refused", "failed", "unknown"];

    public bool IsLoadMetric => LoadMetrics.Contains(Metric);

    /// <summary>The given objectives, or the defaults.</summary>
    /// <exception cref="UsageException">One of them cannot be read.</exception>
    public static IReadOnlyList<Objective> ParseAll(IReadOnlyList<string> given, bool hasFaults) =>
        [.. (given.Count > 0 ? given : hasFaults ? WithFaults : WithoutFaults).Select(Parse)];

    public static Objective Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || !Metrics.TryGetValue(match.Groups["metric"].Value, out var metric))
        {
            var metrics = string.Join(", ", Metrics.Keys);
            throw new UsageException(
                $"there is no objective \"{text}\": write for example p99<250ms, refused<1% or lost=0. Metrics are {metrics}.");
        }
        var (unit, bound) = (match.Groups["unit"].Value, double.Parse(match.Groups["bound"].Value, CultureInfo.InvariantCulture));
        var isRight = metric.Unit switch
        {
            "ms" => unit is "ms" or "s",
            "%" => unit is "%" or "",
            _ => unit == metric.Unit,
        };
        var name = match.Groups["metric"].Value;
        if (!isRight) throw new UsageException($"the objective \"{text}\" has the wrong unit: {name} is {Expected(metric.Unit)}.");
        return new(text, name, match.Groups["relation"].Value, unit == "s" ? bound * 1000 : bound, unit);
    }

    /// <summary>The figure in the unit of the bound, times in ms; null when it was not measured.</summary>
    public double? ValueOf(RunFigures figures)
    {
        var value = Metrics[Metric].Of(figures);
        return Unit == "%" ? (figures.Offered == 0 ? 0 : value * 100 / figures.Offered) : value;
    }

    /// <summary>False also when the figure was not measured.</summary>
    public bool IsMet(RunFigures figures) => ValueOf(figures) is { } value && Relation switch
    {
        "<" => value < Bound,
        "<=" => value <= Bound,
        ">" => value > Bound,
        ">=" => value >= Bound,
        _ => value == Bound,
    };

    private static string Expected(string unit) => unit switch
    {
        "ms" => "a time in ms or s",
        "%" => "a number or a share in %",
        "" => "a number",
        _ => $"in {unit}",
    };

    [GeneratedRegex(@"^\s*(?<metric>[a-z][a-z0-9.]*)\s*(?<relation><=|>=|<|>|=)\s*(?<bound>\d+(\.\d+)?)\s*(?<unit>ms|s|%|MB|)\s*$")]
    private static partial Regex Form();
}
