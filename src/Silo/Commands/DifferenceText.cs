using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary>The difference between two texts of a petition as lines for people.</summary>
internal static class DifferenceText
{
    /// <summary>The lines; none when nothing differs.</summary>
    public static IEnumerable<string> Of(string slug, PublicationReport report)
    {
        if (report.Difference is not { } difference || difference.Facts.IsEmpty && difference.Texts.IsEmpty) yield break;

        yield return $"{slug}: what is different from {(report.State == "draft" ? "the draft" : $"version {report.Version}")}:";
        foreach (var field in difference.Facts) yield return Line(field);
        foreach (var text in difference.Texts)
        {
            if (text.Change != "changed") yield return $"  [{text.Lang}] {text.Change}";
            foreach (var field in text.Fields) yield return $"  [{text.Lang}]{Line(field)[1..]}";
            if (!text.Letter.IsEmpty) yield return $"  [{text.Lang}] letter:";
            foreach (var line in text.Letter) yield return $"    {SignOf(line)} {DocumentText.ToPrintable(line.Text)}".TrimEnd();
        }
        if (report is { Changes: "new-version", Counted: > 0 })
        {
            yield return report.Counted == 1 ? "  1 person has signed already, and stays with the text that they saw."
                : $"  {report.Counted} people have signed already, and stay with the text that they saw.";
        }
    }

    private static string Line(FieldReport field) => $"  {field.Field}: {Value(field.Before)} → {Value(field.After)}";

    private static string Value(string? value) => value is null ? "(none)" : DocumentText.ToPrintable(value);

    private static string SignOf(LineReport line) => line.Change switch
    {
        "added" => "+",
        "removed" => "-",
        "gap" => "…",
        _ => " ",
    };
}
