using System.Globalization;
using System.Net;
using System.Text;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>Draws values over time as SVG without script, font or network.</summary>
internal sealed class Chart(string title, string unit, double seconds, bool isLogarithmic = false)
{
    private const double Width = 1000, Height = 260, Left = 62, Right = 14, Top = 30, Bottom = 28;

    private static readonly double[] Nice = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

    private readonly StringBuilder _svg = new();
    private double _low, _high;

    public string Draw(IReadOnlyList<ChartLine> lines, IReadOnlyList<ChartSpan> spans)
    {
        var values = lines.SelectMany(line => line.Points).Select(point => point.Value ?? 0)
            .Where(value => value > 0).DefaultIfEmpty(1).ToList();
        _high = isLogarithmic ? Math.Pow(10, Math.Ceiling(Math.Log10(values.Max() * 1.05))) : NiceAbove(values.Max(), Nice);
        _low = isLogarithmic ? Math.Min(Math.Pow(10, Math.Floor(Math.Log10(values.Min()))), _high / 10) : 0;

        Add($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encode(title)}\">");
        DrawGrid();
        foreach (var span in spans) DrawSpan(span);
        foreach (var line in lines) DrawLine(line);
        Add($"</svg>");
        var caption = $"<b>{Encode(title)}</b> <span class=\"unit\">{Encode(unit)}</span>{Legend(lines)}";
        return $"<figure><figcaption>{caption}</figcaption>{_svg}</figure>";
    }

    private static string Legend(IReadOnlyList<ChartLine> lines)
    {
        var names = lines.Select(line => $"<span class=\"{line.Style}\"><i></i>{Encode(line.Name)}</span>");
        return $"<span class=\"legend\">{string.Concat(names)}</span>";
    }

    private void DrawGrid()
    {
        foreach (var value in isLogarithmic ? Decades() : Steps(_high, 4, Nice))
        {
            Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/>");
            Add($"<text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{Label(value)}</text>");
        }
        foreach (var time in Steps(seconds, 10, [1, 2, 5, 10]).Where(time => time <= seconds))
            Add($"<text class=\"tick\" x=\"{X(time):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{TimeLabel(time)}</text>");
    }

    private void DrawSpan(ChartSpan span)
    {
        var (from, until) = (X(span.From), Math.Max(X(span.From) + 2, X(span.Until)));
        Add($"<rect class=\"span\" x=\"{from:0.#}\" y=\"{Top}\" width=\"{until - from:0.#}\" height=\"{Height - Top - Bottom}\"/>");
        Add($"<line class=\"mark\" x1=\"{from:0.#}\" x2=\"{from:0.#}\" y1=\"{Top - 6}\" y2=\"{Height - Bottom}\"/>");
        var anchor = from > Width * 0.85 ? "end" : "start";
        Add($"<text class=\"note\" x=\"{from:0.#}\" y=\"{Top - 11}\" text-anchor=\"{anchor}\">{Encode(span.Name)}</text>");
    }

    private void DrawLine(ChartLine line)
    {
        foreach (var run in Runs(line.Points))
        {
            var path = string.Join(' ', run.Select(point => Invariant($"{X(point.Seconds):0.#},{Y(point.Value):0.#}")));
            var (first, last, floor) = (X(run[0].Seconds), X(run[^1].Seconds), Height - Bottom);
            if (line.IsFilled) Add($"<polygon class=\"{line.Style} fill\" points=\"{first:0.#},{floor} {path} {last:0.#},{floor}\"/>");
            if (run.Count == 1) Add($"<circle class=\"{line.Style} dot\" cx=\"{first:0.#}\" cy=\"{Y(run[0].Value):0.#}\" r=\"2.5\"/>");
            else Add($"<polyline class=\"{line.Style} line\" points=\"{path}\"/>");
        }
    }

    // A logarithmic axis has no zero: there a zero is a gap.
    private IEnumerable<List<(double Seconds, double Value)>> Runs(IReadOnlyList<(double Seconds, double? Value)> points)
    {
        var run = new List<(double, double)>();
        foreach (var (at, value) in points)
        {
            if (value is { } number && (number > 0 || !isLogarithmic))
            {
                run.Add((at, number));
                continue;
            }
            if (run.Count > 0) yield return run;
            run = [];
        }
        if (run.Count > 0) yield return run;
    }

    private double X(double at) => Left + Math.Clamp(at / seconds, 0, 1) * (Width - Left - Right);

    private double Y(double value)
    {
        var share = isLogarithmic ? Math.Log(Math.Max(value, _low) / _low) / Math.Log(_high / _low) : value / _high;
        return Height - Bottom - Math.Clamp(share, 0, 1) * (Height - Top - Bottom);
    }

    private IEnumerable<double> Decades()
    {
        for (var value = _low; value <= _high * 1.001; value *= 10) yield return value;
    }

    private static IEnumerable<double> Steps(double high, int about, double[] nice)
    {
        var step = NiceAbove(high / about, nice);
        for (var i = 0; i * step <= high * 1.001; i++) yield return i * step;
    }

    private static double NiceAbove(double value, double[] nice)
    {
        if (value <= 0) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return nice.First(step => step * power >= value * 0.999) * power;
    }

    private static string Label(double value) =>
        value.ToString(value >= 1 || value == 0 ? "#,0.##" : "0.####", CultureInfo.InvariantCulture);

    private string TimeLabel(double time) =>
        seconds >= 300 ? Invariant($"{Math.Floor(time / 60):0}:{time % 60:00}") : Invariant($"{time:0.#} s");

    private void Add(FormattableString svg) => _svg.Append(svg.ToString(CultureInfo.InvariantCulture));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
