using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>
/// Takes the lines out of a header or footer that say themselves what they are: by a label, or as lines that a signer fills in.
/// </summary>
/// <param name="Subject">What follows "Subject:"; null when there is none.</param>
/// <param name="Copies">What follows "cc:", a recipient each.</param>
/// <param name="ForSigner">Lines that each signer fills in.</param>
/// <param name="LeftOver">A sender who is no signer.</param>
/// <param name="Others">All other lines; a blank line stands where lines were taken out.</param>
internal sealed record LabelledLines(
    string? Subject, ImmutableArray<string> Copies, ImmutableArray<string> ForSigner, ImmutableArray<LetterLine> LeftOver,
    ImmutableArray<LetterLine> Others)
{
    private enum Section
    {
        None,
        Subject,
        Copies,
        Sender,
    }

    /// <summary>Sorts the lines.</summary>
    /// <param name="lines">The lines above or below a letter's body.</param>
    /// <param name="takesSubject">False where a line "Subject:" is a line as any other.</param>
    public static LabelledLines Take(ImmutableArray<LetterLine> lines, bool takesSubject)
    {
        string? subject = null;
        var (copies, forSigner) = (new List<string>(), new List<string>());
        var (leftOver, others) = (new List<LetterLine>(), new List<LetterLine>());
        var section = Section.None;
        foreach (var line in lines)
        {
            var text = line.Plain;
            // A label on a line of its own has its text on the next ones.
            if (text.Length == 0)
            {
                if (section != Section.Subject || subject is { Length: > 0 }) section = Section.None;
            }
            else if (SignerLines.Is(text))
            {
                forSigner.Add(text);
                section = Section.None;
            }
            else if (takesSubject && subject is null && After(text, phrases => phrases.SubjectLabel) is { } said)
            {
                subject = said;
                section = Section.Subject;
            }
            else if (After(text, phrases => phrases.CopyLabel) is { } recipients)
            {
                AddRecipients(copies, recipients);
                section = Section.Copies;
            }
            else if (After(text, phrases => phrases.SenderLabel) is { } sender)
            {
                if (sender.Length == 0 || SignerLines.Is(sender)) forSigner.Add(text);
                else leftOver.Add(line);
                section = Section.Sender;
            }
            else if (section == Section.Subject && subject is "") subject = text;
            else if (section == Section.Copies && !LetterParts.IsProse(text)) AddRecipients(copies, LetterNotice.ToPlain(text));
            else if (section == Section.Sender) leftOver.Add(line);
            else
            {
                section = Section.None;
                others.Add(line);
                continue;
            }
            // Keeps the lines before and after apart.
            others.Add(line with { Text = "" });
        }
        return new(subject is "" ? null : subject, [.. copies], [.. forSigner], [.. leftOver], [.. others]);
    }

    private static void AddRecipients(List<string> copies, string text) =>
        copies.AddRange(text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    // Plain text behind a label; null when the line has none.
    private static string? After(string line, Func<LetterPhrases, System.Text.RegularExpressions.Regex> label)
    {
        foreach (var phrases in LetterPhrases.All)
            if (label(phrases).Match(line) is { Success: true } match) return line[match.Length..].Trim().TrimStart('*', '_').Trim();
        return null;
    }
}
