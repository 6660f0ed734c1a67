using System.Globalization;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>The median of one server in one mode.</summary>
internal sealed record Figure(string Mode, string Server, double AnswersPerSecond, double OfBare, double P99Milliseconds)
{
    /// <summary>The lines of compare.csv, columns by name; a run whose audit failed has no speed and is left out.</summary>
    public static IReadOnlyList<Figure> ReadAll(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return [];
        var columns = lines[0].Split(',');
        var (mode, server, rate, ofBare, p99) = (Column("mode"), Column("server"), Column("rate"), Column("of_bare"), Column("p99_ms"));
        return [.. lines.Skip(1)
            .Select(line => line.Split(','))
            .Where(cells => cells[rate].Length > 0)
            .Select(cells => new Figure(cells[mode], cells[server], Number(cells[rate]), Number(cells[ofBare]), Number(cells[p99])))];

        int Column(string name) => Array.IndexOf(columns, name) is >= 0 and var index ? index : throw new FormatException($"There is no column {name}.");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
