using System.Globalization;
using Petitions.Bench.Rehearsal.Evaluation;
using static Petitions.Bench.Rehearsal.Reporting.ReportText;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary><c>report.html</c>: one page that loads nothing. The verdict and a summary come first, details follow.</summary>
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
        {ReportSections.Of(result)}
        </main>
        </body>
        </html>

        """;

    private static string Word(VerdictKind kind) => kind switch
    {
        VerdictKind.Passed => "passed",
        VerdictKind.Failed => "failed",
        _ => "invalid",
    };

    private static string Head(RehearsalResult result)
    {
        var reasons = string.Concat(result.Verdict.Reasons.Select(reason => $"<li>{Html.Encode(reason)}</li>"));
        var word = Word(result.Verdict.Kind);
        return $"""
            <header class="{word}">
            <p class="kicker">Launch rehearsal · {Html.Encode(result.StartedAt.ToString("d MMMM yyyy, HH:mm", English))}</p>
            <h1><span class="verdict">{word}</span> {Html.Encode(Headline(result))}</h1>
            <p class="summary">{Html.Encode(Summary(result))}</p>
            {(reasons.Length > 0 ? $"<ul class=\"reasons\">{reasons}</ul>" : "")}
            </header>
            """;
    }

    private static string Tiles(RehearsalResult result)
    {
        var (figures, audit, latency) = (result.Figures, result.Audit, result.Figures.Latency);
        var lost = figures.Lost == 0 ? "every acknowledged one is stored" : "acknowledged and not stored";
        var best = result.Run.Seconds.Select(second => (double)second.Acknowledged).DefaultIfEmpty(0).Max();
        return $"""
            <div class="tiles">
            {Tile(Count(figures.Offered), "signatures sent", $"at most {Count(result.OfferedMax)} in one second")}
            {Tile(Count(figures.Acknowledged + audit.Settled), "acknowledged", $"{Number(best)} in the best second")}
            {Tile(Count(figures.Lost), "lost", lost, figures.Lost == 0)}
            {Tile(Count(figures.Doubled), "stored twice", $"the public count is {Count(audit.Count)}", figures.Doubled == 0)}
            {Tile(Time(latency.P99), "latency p99", $"p50: {Time(latency.P50)}")}
            </div>
            """;
    }

    private static string Tile(string figure, string what, string beside, bool? isGood = null)
    {
        var tone = isGood switch { true => " good", false => " bad", _ => "" };
        var text = $"<b>{Html.Encode(figure)}</b><span>{Html.Encode(what)}</span><small>{Html.Encode(beside)}</small>";
        return $"<div class=\"tile{tone}\">{text}</div>";
    }

    private static string Style()
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
