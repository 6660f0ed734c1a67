using System.Globalization;
using Petitions.Bench.Comparison.Load;
using ScottPlot;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>Answers per second as one bar per server, the modes one below the other; this program stands out from the others.</summary>
internal static class SpeedChart
{
    private const int WidthPixels = 900, RowPixels = 30, FramePixels = 90;

    private static readonly string Subject = $"Signatures acknowledged per second, {Wrk.Connections} connections, medians";

    // Named in the picture; where it is missing, viewers take their own.
    private const string Font = "DejaVu Sans";

    private static readonly Color This = Color.FromHex("#1f6f8b"), Ceiling = Color.FromHex("#c9ced3"), Other = Color.FromHex("#8d99a6");

    /// <summary>The chart as SVG.</summary>
    /// <param name="figures">At least one; each has a speed.</param>
    public static string Draw(IReadOnlyList<MedianFigures> figures)
    {
        using var plot = new Plot();
        var bars = new List<Bar>();
        var ticks = new List<Tick>();
        var row = 0.0;
        // From top to bottom, so the first has the highest place.
        foreach (var mode in figures.GroupBy(figure => figure.Mode))
        {
            AddHeading(plot, Title(mode.Key), row);
            row--;
            foreach (var figure in mode)
            {
                bars.Add(BarOf(figure, row));
                ticks.Add(new(row, NameOf(figure.Server)));
                row--;
            }
        }
        var plottable = plot.Add.Bars(bars);
        plottable.Horizontal = true;
        plottable.ValueLabelStyle.FontSize = 13;
        plottable.ValueLabelStyle.FontName = Font;
        Dress(plot, ticks, row, figures.Max(figure => figure.Speed!.AnswersPerSecond));
        return Described(plot.GetSvgXml(WidthPixels, FramePixels + (int)(-row * RowPixels)));
    }

    private static void AddHeading(Plot plot, string text, double row)
    {
        var heading = plot.Add.Text(text, 0, row);
        heading.LabelFontSize = 14;
        heading.LabelBold = true;
        heading.LabelFontName = Font;
        heading.LabelAlignment = Alignment.MiddleLeft;
    }

    // What a reader without eyes for it, or a tooltip, says.
    private static string Described(string svg)
    {
        var afterRoot = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        return svg.Insert(afterRoot, $"<title>{Subject}</title>");
    }

    private static Bar BarOf(MedianFigures figure, double row) => new()
    {
        Position = row,
        Value = figure.Speed!.AnswersPerSecond,
        Size = 0.72,
        FillColor = figure.Server.StartsWith("this-", StringComparison.Ordinal) ? This : figure.Server == "bare" ? Ceiling : Other,
        LineWidth = 0,
        Label = string.Create(CultureInfo.InvariantCulture,
            $"{figure.Speed.AnswersPerSecond:N0}/s · {figure.OfBare:0.00} of bare · p99 {figure.Speed.P99Milliseconds:0} ms"),
    };

    private static void Dress(Plot plot, List<Tick> ticks, double lowest, double fastest)
    {
        plot.Title(Subject, size: 16);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        // Room for the label of the longest bar.
        plot.Axes.SetLimits(0, fastest * 1.7, lowest + 0.4, 0.8);
        plot.Font.Set(Font);
    }

    private static string Title(string mode) => mode switch
    {
        "new" => "New signers",
        "mixed" => "30 % repeats",
        "many" => "New signers of 1,000 petitions",
        "retry" => "The same operations again",
        "repeat" => "New operations of the same people",
        _ => mode,
    };

    private static string NameOf(string server) => server switch
    {
        "this-postgres" => "this program, PostgreSQL",
        "this-sqlite" => "this program, SQLite",
        "bare" => "bare: stores nothing",
        _ => server,
    };
}
