using System.Text;

namespace Petitions.Grains.Documents;

/// <summary>One document file, split into front matter fields and letter.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Name">Slug and language from the file name.</param>
/// <param name="Fields">The fields by path.</param>
/// <param name="Letter">The letter, normalised.</param>
internal sealed record ParsedFile(
    string File, DocumentName Name, IReadOnlyDictionary<string, ParsedField> Fields, string Letter)
{
    /// <summary>Maximum length of a letter in UTF-16 code units; a longer letter is a problem.</summary>
    public const int LetterCharsMax = 50_000;

    private const string Fence = "---";

    /// <summary>Splits a file. Returns null and reports a problem when that is not possible.</summary>
    public static ParsedFile? Read(DocumentFile file, DocumentDiagnostics diagnostics)
    {
        if (DocumentFile.ReadName(file.Name) is not { } name)
            return Refuse(file, diagnostics, 1, "file", $"is not named {DocumentFile.NameForm}: rename it, for example to old-lamp.en.md");
        if (Encoding.UTF8.GetByteCount(file.Content) > DocumentFile.BytesMax)
            return Refuse(file, diagnostics, 1, "file", $"is larger than {DocumentFile.BytesMax / 1024} KB: shorten it");

        var lines = DocumentText.NormaliseNewlines(file.Content).TrimStart('\uFEFF').Split('\n');
        if (lines[0].TrimEnd() != Fence)
        {
            if (HidesFence(lines[0]) is { } first) return Refuse(file, diagnostics, 1, "front matter", first);
            return Refuse(
                file, diagnostics, 1, "front matter", "is missing: begin with a line `---`, then the fields, then another line `---`");
        }
        var close = Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence || HidesFence(line) is not null);
        if (close >= 0 && HidesFence(lines[close]) is { } second) return Refuse(file, diagnostics, close + 1, "front matter", second);
        if (close < 0)
            return Refuse(file, diagnostics, 1, "front matter", "does not end: write a line `---` after the last field, before the letter");

        for (var i = 0; i < lines.Length; i++)
        {
            if (DocumentText.IndexOfForbidden(lines[i]) is not (>= 0 and var at)) continue;
            var part = i < close ? "front matter" : "letter";
            return Refuse(file, diagnostics, i + 1, part, DocumentText.DescribeForbidden(lines[i], at));
        }

        // An empty line replaces the fence, so that line numbers in the YAML equal those in the file.
        var fields = FrontMatter.Read(file.Name, "\n" + string.Join('\n', lines[1..close]), diagnostics);
        if (fields is null) return null;

        var letter = DocumentText.Normalise(string.Join('\n', lines[(close + 1)..]));
        if (!InvisibleText.HasVisible(letter))
            diagnostics.AddProblem(file.Name, close + 1, "letter", "is empty: write the letter below the second line `---`");
        if (letter.Length > LetterCharsMax)
        {
            diagnostics.AddProblem(
                file.Name, close + 1, "letter", $"has {letter.Length} characters: shorten it to at most {LetterCharsMax}");
        }
        else
        {
            // The letter begins at its first line that is not blank.
            var first = Array.FindIndex(lines, close + 1, line => !string.IsNullOrWhiteSpace(line));
            foreach (var (line, message) in LetterMarkdown.FaultsOf(letter))
                diagnostics.AddProblem(file.Name, first + line + 1, "letter", message);
        }
        return new(file.Name, name, fields, letter);
    }

    // A fence with a character that nobody sees; null for a good fence and for other lines.
    private static string? HidesFence(string line) =>
        line.TrimEnd() != Fence && InvisibleText.Remove(line).TrimEnd() == Fence && InvisibleText.IndexIn(line) is >= 0 and var at
            ? InvisibleText.Describe(line, at) : null;

    private static ParsedFile? Refuse(DocumentFile file, DocumentDiagnostics diagnostics, int line, string field, string message)
    {
        diagnostics.AddProblem(file.Name, line, field, message);
        return null;
    }
}
