using System.Globalization;
using Petitions.Bench.Rehearsal.Arguments;
using static Petitions.Bench.Rehearsal.Reporting.ReportText;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>The details of the report, below the charts.</summary>
internal static class ReportSections
{
    public static string Of(RehearsalResult result) => $"""
        <div class="columns">
        <div>{Html.Section("Outcomes", Outcomes(result))}{Html.Section("Latency", Latency(result))}</div>
        <div>{Html.Section("Audit", Audit(result))}{Html.Section("Objectives", Objectives(result))}</div>
        </div>
        {Faults(result)}
        {HandoverReport.Section(result)}
        <div class="columns">
        {Html.Section("Load", Html.Facts(Load(result)))}
        {Html.Section("Program and machine", Machine(result))}
        </div>
        """;

    private static string Outcomes(RehearsalResult result)
    {
        var (figures, settled) = (result.Figures, Count(result.Audit.Settled));
        (string Style, string Name, string Meaning, long Value)[] rows =
        [
            ("ok", "Acknowledged", "stored, with a receipt", figures.Acknowledged),
            ("refused", "Refused", "429 or 503, nothing stored", figures.Refused),
            ("unknown", "Unknown", $"no answer; {settled} were answered when sent again", figures.Unknown),
            ("failed", "Failed", "a wrong answer, or no connection", figures.Failed),
        ];
        var all = Math.Max(1, figures.Offered);
        return $"<table class=\"outcomes\">{string.Concat(rows.Select(row =>
        {
            var percent = (100.0 * row.Value / all).ToString("0.##", CultureInfo.InvariantCulture);
            var name = $"<td>{row.Name}<small>{Html.Encode(row.Meaning)}</small></td>";
            var bar = $"<td class=\"bar\"><i style=\"width:{percent}%\"></i></td>";
            return $"<tr class=\"{row.Style}\">{name}{bar}{Html.Figure(Count(row.Value))}{Html.Figure($"{percent} %")}</tr>";
        }))}</table>";
    }

    private static string Latency(RehearsalResult result)
    {
        var (latency, lag) = (result.Figures.Latency, result.Figures.Lag);
        return Html.Facts(
            ("p50", Time(latency.P50)), ("p90", Time(latency.P90)), ("p99", Time(latency.P99)), ("p99.9", Time(latency.P999)),
            ("longest", Time(latency.Max)),
            ("staleness of the public count, at most", Time(result.Figures.StalenessMaxMs)),
            ("lag of the generator, p99 / at most", $"{Time(lag.P99)} / {Time(lag.Max)}"));
    }

    private static string Audit(RehearsalResult result) =>
        Html.Checks(result.Audit.Checks.Select(check => (check.Passed, Html.Encode(check.Name), check.Detail)));

    private static string Objectives(RehearsalResult result)
    {
        if (result.Run.Limit is { } limit)
        {
            var missedAt = limit.BrokenAt is { } rate ? $", {Number(rate)} did not" : "";
            var met = $"<b>{Number(limit.PerSecond)} signatures per second</b> met every objective{missedAt}";
            return $"<p>Search for the limit: {met}. {Html.Encode(limit.Reason)}.</p>";
        }
        return Html.Checks(result.Options.Objectives.Select(objective =>
        {
            var value = objective.ValueOf(result.Figures);
            var isTime = objective.Unit is "ms" or "s";
            var shown = value is null || isTime ? Time(value) : $"{Number(value.Value)} {objective.Unit}".Trim();
            return (objective.IsMet(result.Figures), $"<code>{Html.Encode(objective.Text)}</code>", shown);
        }));
    }

    private static string Faults(RehearsalResult result)
    {
        if (result.Run.InjectedFaults.Count == 0) return "";
        string[] columns = ["at", "over after", "acknowledged again after"];
        var head = string.Concat(columns.Select(column => $"<th class=\"n\">{column}</th>"));
        var rows = result.Run.InjectedFaults.Select(fault =>
        {
            var recovery = fault.Recovery is { } seconds ? $"{Number(seconds)} s" : "never";
            string[] figures = [$"{Number(fault.From)} s", $"{Number(fault.Until - fault.From)} s", recovery];
            return $"<tr><td>{Html.Encode(FaultSentence(fault.Kind))}</td>{string.Concat(figures.Select(Html.Figure))}</tr>";
        });
        return Html.Section("Injected faults", $"<table><tr><th></th>{head}</tr>{string.Concat(rows)}</table>");
    }

    private static IEnumerable<(string, string)> Load(RehearsalResult result)
    {
        var (options, plan, mix, meter) = (result.Options, result.Options.Plan, result.Options.Mix, result.Meter);
        yield return ("profile", $"{plan.Name}, {DurationText.Format(plan.Curve.Duration)}, at most {Number(plan.Curve.Peak)}/s");
        if (plan.RateNote is { } note) yield return ("curve", note);
        yield return ("arrivals", plan.IsPoisson ? $"Poisson, seed {plan.Seed}" : "evenly spaced");
        yield return ("repeated signers", $"{Number(mix.Repeats * 100)} %");
        yield return ("dropped replies", $"{Number(mix.DropReplies * 100)} %, {Count(meter.Retries)} retried");
        yield return ("reads of page and count", $"{Number(mix.PagesPerSignature)} and {Number(mix.CountsPerSignature)} per signature, "
            + $"{Count(meter.Reads)} answered, {Count(meter.ReadsFailed)} not");
        if (mix.Petitions > 1) yield return ("petitions", $"{Count(mix.Petitions)}, skew {Number(mix.Skew)}");
        if (result.Run.Viewers is { } viewers)
        {
            var (events, disconnections, seen) = (Count(viewers.Events), Count(viewers.Disconnections), viewers.SeenAfter);
            yield return ("stream viewers", $"{Count(mix.Viewers)}, {events} events, {disconnections} disconnections; "
                + $"a signature was seen after {Time(seen.P50)} (p50), {Time(seen.P99)} (p99)");
        }
        yield return ("options", string.Join(' ', options.GivenOptions.Select(option =>
            option.Value == "yes" ? option.Key : $"{option.Key} {option.Value}")));
    }

    private static string Machine(RehearsalResult result)
    {
        var machine = result.Machine;
        return Html.Facts(
            ("program", result.TargetName),
            ("its memory, at most", result.Figures.MemoryMaxMb is { } memory ? $"{Number(memory)} MB" : "not known"),
            ("machine", $"{machine.Processors} processors, {machine.Processor}, {Number(machine.MemoryMb / 1024.0)} GB, "
                + "shared by program and generator unless the program runs elsewhere"),
            ("system", $"{machine.System}; {machine.Runtime}"));
    }
}
