using System.Globalization;
using System.Net;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Evaluation;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>
/// <c>report.html</c>: one page, complete in itself. The verdict first, in words for those who run the campaign; then what an engineer
/// wants to know.
/// </summary>
internal static class ReportPage
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Of(RehearsalResult result) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Launch rehearsal: {Word(result.Verdict.Kind)}</title>
        <style>
        {Style()}
        </style>
        </head>
        <body>
        <main>
        {Head(result)}
        {Tiles(result)}
        {ReportCharts.Of(result)}
        <div class="columns">
        <div><section><h2>What became of the signatures</h2>{Outcomes(result)}</section><section><h2>How long people waited</h2>{Waiting(result)}</section></div>
        <div><section><h2>What the audit found</h2>{Audit(result)}</section><section><h2>What was to be reached</h2>{Objectives(result)}</section></div>
        </div>
        {Faults(result)}
        <div class="columns">
        <section><h2>What was played</h2>{Settings(result)}</section>
        <section><h2>On what</h2>{On(result)}</section>
        </div>
        </main>
        </body>
        </html>

        """;

    private static string Word(VerdictKind kind) => kind switch { VerdictKind.Passed => "passed", VerdictKind.Failed => "failed", _ => "invalid" };

    private static string Head(RehearsalResult result)
    {
        var reasons = string.Concat(result.Verdict.Reasons.Select(reason => $"<li>{Encode(reason)}</li>"));
        return $"""
            <header class="{Word(result.Verdict.Kind)}">
            <p class="kicker">Launch rehearsal · {Encode(result.StartedAt.ToString("d MMMM yyyy, HH:mm", English))}</p>
            <h1><span class="verdict">{Word(result.Verdict.Kind)}</span> {Encode(ReportText.Headline(result))}</h1>
            <p class="story">{Encode(ReportText.Story(result))}</p>
            {(reasons.Length > 0 ? $"<ul class=\"reasons\">{reasons}</ul>" : "")}
            </header>
            """;
    }

    private static string Tiles(RehearsalResult result)
    {
        var figures = result.Figures;
        var peak = result.Run.Seconds.Select(second => (double)second.Acknowledged).DefaultIfEmpty(0).Max();
        return $"""
            <div class="tiles">
            {Tile(Count(figures.Offered), "came to sign", $"at most {Count(result.OfferedMax)} in a second")}
            {Tile(Count(figures.Acknowledged + result.Audit.Settled), "were thanked", $"{Number(peak)} in the best second")}
            {Tile(Count(figures.Lost), "signatures lost", figures.Lost == 0 ? "every thanked one is stored" : "thanked for and not stored", figures.Lost == 0)}
            {Tile(Count(figures.Doubled), "counted twice", $"the counter shows {Count(result.Audit.Count)}", figures.Doubled == 0)}
            {Tile(ReportText.Time(figures.Latency.P99), "or less, for 99 of 100", $"half of them: {ReportText.Time(figures.Latency.P50)}")}
            </div>
            """;
    }

    private static string Tile(string figure, string what, string beside, bool? isGood = null) =>
        $"<div class=\"tile{isGood switch { true => " good", false => " bad", _ => "" }}\"><b>{Encode(figure)}</b><span>{Encode(what)}</span><small>{Encode(beside)}</small></div>";

    private static string Outcomes(RehearsalResult result)
    {
        var (figures, audit) = (result.Figures, result.Audit);
        (string Style, string Name, string Meaning, long Value)[] rows =
        [
            ("ok", "Thanked", "stored, with a receipt", figures.Acknowledged),
            ("refused", "Asked to come again", "refused early, nothing stored", figures.Refused),
            ("unknown", "Without an answer", $"the reply was lost; {Count(audit.Settled)} were answered when they tried again", figures.Unknown),
            ("failed", "Turned away", "a wrong answer, or no program there", figures.Failed),
        ];
        var all = Math.Max(1, figures.Offered);
        return $"<table class=\"outcomes\">{string.Concat(rows.Select(row => $"""
            <tr class="{row.Style}"><td>{row.Name}<small>{Encode(row.Meaning)}</small></td><td class="bar"><i style="width:{(100.0 * row.Value / all).ToString("0.##", CultureInfo.InvariantCulture)}%"></i></td><td class="n">{Count(row.Value)}</td><td class="n">{(100.0 * row.Value / all).ToString("0.##", CultureInfo.InvariantCulture)} %</td></tr>
            """))}</table>";
    }

    private static string Audit(RehearsalResult result) => $"<ul class=\"checks\">{string.Concat(result.Audit.Checks.Select(check =>
        $"<li class=\"{(check.Passed ? "holds" : "broken")}\">{Encode(check.Name)}<small>{Encode(check.Detail)}</small></li>"))}</ul>";

    private static string Objectives(RehearsalResult result)
    {
        if (result.Run.Limit is { } limit)
            return $"<p>The load rose until something gave way: <b>{Number(limit.PerSecond)} signatures a second</b> met every objective{(limit.BrokenAt is { } at ? $", {Number(at)} did not" : "")}. {Encode(limit.Reason)}.</p>";
        return $"<ul class=\"checks\">{string.Concat(result.Options.Objectives.Select(objective =>
        {
            var value = objective.ValueOf(result.Figures);
            var isTime = objective.Unit is "ms" or "s";
            var shown = value is null ? "not measured" : isTime ? ReportText.Time(value) : $"{Number(value.Value)} {objective.Unit}".Trim();
            return $"<li class=\"{(objective.IsMet(result.Figures) ? "holds" : "broken")}\"><code>{Encode(objective.Text)}</code><small>{Encode(shown)}</small></li>";
        }))}</ul>";
    }

    private static string Waiting(RehearsalResult result)
    {
        var (waits, lag) = (result.Figures.Latency, result.Figures.Lag);
        return Facts(
            ("half of them", ReportText.Time(waits.P50)), ("9 of 10", ReportText.Time(waits.P90)), ("99 of 100", ReportText.Time(waits.P99)),
            ("999 of 1000", ReportText.Time(waits.P999)), ("the longest", ReportText.Time(waits.Max)),
            ("the counter was behind by at most", ReportText.Time(result.Figures.StalenessMaxMs)),
            ("the generator was late, 99 of 100 / at most", $"{ReportText.Time(lag.P99)} / {ReportText.Time(lag.Max)}"));
    }

    private static string Faults(RehearsalResult result)
    {
        if (result.Run.InjectedFaults.Count == 0) return "";
        var rows = string.Concat(result.Run.InjectedFaults.Select(fault => $"<tr><td>{Encode(ReportText.FaultSentence(fault.Kind))}</td><td class=\"n\">{Number(fault.From)} s</td><td class=\"n\">{Number(fault.Until - fault.From)} s</td><td class=\"n\">{(fault.Recovery is { } recovery ? Number(recovery) + " s" : "never")}</td></tr>"));
        return $"<section><h2>What was broken on purpose</h2><table><tr><th></th><th class=\"n\">at</th><th class=\"n\">down for</th><th class=\"n\">thanked again after</th></tr>{rows}</table></section>";
    }

    private static string Settings(RehearsalResult result)
    {
        var (options, mix, meter) = (result.Options, result.Options.Mix, result.Meter);
        List<(string, string)> facts =
        [
            ("load", $"{options.Plan.Name}, {DurationText.Format(options.Plan.Curve.Duration)}, at most {Number(options.Plan.Curve.Peak)}/s"),
            ("arrivals", options.Plan.IsPoisson ? $"independent of one another (Poisson), seed {options.Plan.Seed}" : "evenly spaced"),
            ("people who sign again", $"{Number(mix.Repeats * 100)} %"), ("replies lost on purpose", $"{Number(mix.DropReplies * 100)} %, {Count(meter.Retries)} retried"),
            ("reads of page and counter", $"{Number(mix.PagesPerSignature)} and {Number(mix.CountsPerSignature)} per signature, {Count(meter.Reads)} answered, {Count(meter.ReadsFailed)} not"),
        ];
        if (options.Plan.RateNote is { } note) facts.Insert(1, ("curve", note));
        if (mix.Petitions > 1) facts.Add(("petitions", $"{Count(mix.Petitions)}, skew {Number(mix.Skew)}"));
        if (result.Run.Viewers is { } viewers) facts.Add(("watchers", $"{Count(mix.Viewers)}, {Count(viewers.Events)} events, {Count(viewers.Disconnections)} cut off; a signature was seen after {ReportText.Time(viewers.SeenAfter.P50)} (half of them), {ReportText.Time(viewers.SeenAfter.P99)} (99 of 100)"));
        facts.Add(("as written", string.Join(' ', options.GivenOptions.Select(option => option.Value == "yes" ? option.Key : $"{option.Key} {option.Value}"))));
        return Facts([.. facts]);
    }

    private static string On(RehearsalResult result) => Facts(
        ("program", result.TargetName), ("its memory at most", result.Figures.MemoryMaxMb is { } memory ? $"{Number(memory)} MB" : "not known"),
        ("machine", $"{result.Machine.Processors} processors, {result.Machine.Processor}, {Number(result.Machine.MemoryMb / 1024.0)} GB, shared by program and generator unless the program runs elsewhere"),
        ("system", $"{result.Machine.System}; {result.Machine.Runtime}"));

    private static string Facts(params (string Name, string Value)[] facts) =>
        $"<dl>{string.Concat(facts.Select(fact => $"<dt>{Encode(fact.Name)}</dt><dd>{Encode(fact.Value)}</dd>"))}</dl>";

    private static string Style()
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd().TrimEnd();
    }

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(Math.Abs(value) < 10 ? "0.##" : "#,0.#", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
