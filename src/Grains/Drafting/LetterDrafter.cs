namespace Petitions.Grains.Drafting;

/// <summary>
/// Makes a petition document of a letter as it arrives. What the letter says becomes fields, what it does not say becomes questions, and
/// the body stays as it is. The content of a letter never causes an exception.
/// </summary>
public static class LetterDrafter
{
    private const string DocumentFence = "---", DocumentField = "schema:";

    // Characters: it stands among the first fields.
    private const int DocumentFieldWithin = 2_000;

    /// <summary>Drafts a document.</summary>
    /// <param name="letter">The file; of a large one <see cref="LetterDecoder.BytesMax"/> + 1 bytes suffice.</param>
    /// <param name="options">What the author says besides.</param>
    public static DraftResult Draft(ReadOnlySpan<byte> letter, DraftOptions options)
    {
        var decoded = LetterDecoder.Decode(letter);
        if (decoded.Text is not { } text) return new(null, decoded.Problem);
        if (IsDocument(text)) return new(null, "is a petition document already: check it with \"petition lint\"");
        return LetterParts.Find(text) is { } parts
            ? new(DraftWriter.Write(parts, options, LetterLine.LineEndOf(text)), null)
            : new(null, "has no letter that can be recognised: begin it with a salutation, such as \"Dear Ms Doe,\", on a line of its own");
    }

    private static bool IsDocument(string text) =>
        text.StartsWith(DocumentFence, StringComparison.Ordinal)
        && text.IndexOf(DocumentField, StringComparison.Ordinal) is >= 0 and < DocumentFieldWithin;
}
