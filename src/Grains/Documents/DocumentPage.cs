using System.Text;

namespace Petitions.Grains.Documents;

/// <summary>One file taken apart: what its name says, the fields of its front matter, and the letter.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Name">What the name says.</param>
/// <param name="Fields">The fields by path.</param>
/// <param name="Letter">The letter in its final form.</param>
internal sealed record DocumentPage(
    string File, DocumentName Name, IReadOnlyDictionary<string, StatedField> Fields, string Letter)
{
    /// <summary>Length of a letter in UTF-16 units.</summary>
    public const int LetterCharsMax = 50_000;

    private const string Fence = "---";

    /// <summary>The page, or null when it cannot be taken apart; then a problem was noted.</summary>
    public static DocumentPage? Read(DocumentFile file, DocumentNotes notes)
    {
        if (DocumentFile.ReadName(file.Name) is not { } name)
            return Refuse(file, notes, 1, "file", $"is not named {DocumentFile.NameForm}: rename it, for example to old-lamp.en.md");
        if (Encoding.UTF8.GetByteCount(file.Content) > DocumentFile.BytesMax)
            return Refuse(file, notes, 1, "file", $"is larger than {DocumentFile.BytesMax / 1024} KB: shorten it");

        var lines = DocumentText.WithPlainNewlines(file.Content).TrimStart('\uFEFF').Split('\n');
        if (lines[0].TrimEnd() != Fence)
            return Refuse(file, notes, 1, "front matter", "is missing: begin with a line `---`, then the fields, then another line `---`");
        var close = Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence);
        if (close < 0)
            return Refuse(file, notes, 1, "front matter", "does not end: write a line `---` after the last field, before the letter");

        for (var i = 0; i < lines.Length; i++)
            if (DocumentText.FindForbidden(lines[i]) is >= 0 and var at)
                return Refuse(file, notes, i + 1, i < close ? "front matter" : "letter", DocumentText.Explain(lines[i][at]));

        // An empty line takes the place of the fence, so that the lines of the YAML are those of the file.
        var fields = FrontMatter.Read(file.Name, "\n" + string.Join('\n', lines[1..close]), notes);
        if (fields is null) return null;

        var letter = DocumentText.Normalise(string.Join('\n', lines[(close + 1)..]));
        if (letter.Length == 0)
            notes.Problem(file.Name, close + 1, "letter", "is empty: write the letter below the second line `---`");
        if (letter.Length > LetterCharsMax)
            notes.Problem(file.Name, close + 1, "letter", $"has {letter.Length} characters: shorten it to at most {LetterCharsMax}");
        return new(file.Name, name, fields, letter);
    }

    private static DocumentPage? Refuse(DocumentFile file, DocumentNotes notes, int line, string field, string message)
    {
        notes.Problem(file.Name, line, field, message);
        return null;
    }
}
