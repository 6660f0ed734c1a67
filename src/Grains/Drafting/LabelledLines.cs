using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Drafting;

/// <summary>
/// Takes the lines out of a header or footer that say themselves what they are: by a label, or as lines that a signer fills in.
/// </summary>
/// <param name="Subject">What follows "Subject:"; null when there is none.</param>
/// <param name="Copies">What follows "cc:", a recipient each.</param>
/// <param name="ForSigner">Lines that each signer fills in.</param>
/// <param name="LeftOver">A sender who is no signer, and what is no part of a letter.</param>
/// <param name="Others">All other lines; a blank line stands where lines were taken out.</param>
internal sealed record LabelledLines(
    string? Subject, ImmutableArray<string> Copies, ImmutableArray<string> ForSigner, ImmutableArray<LetterLine> LeftOver,
    ImmutableArray<LetterLine> Others)
{
    // Other ways to reach an addressee than by letter, and notes on how to address them.
    private static readonly Regex Contact = LetterPhrases.Pattern(
        @"^\(?(tel|telefon|phone|téléphone|fax|telefax|e-?mail|courriel|twitter|facebook|instagram|web|website|internet|anrede|salutation)"
        + @"\b[^:]{0,20}:|^[^\s@]+@[^\s@]+$|^https?://\S+$");

    private enum Section
    {
        None,
        Subject,
        Copies,
        Sender,
    }

    /// <summary>Sorts the lines.</summary>
    /// <param name="lines">The lines above or below a letter's body.</param>
    /// <param name="isAbove">True above the body, where a subject and ways to reach the addressee stand.</param>
    public static LabelledLines Take(ImmutableArray<LetterLine> lines, bool isAbove)
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
            else if (isAbove && Contact.IsMatch(text)) leftOver.Add(line);
            else if (isAbove && subject is null && SubjectIn(text) is { } said)
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

    /// <summary>The text behind a label such as "Re:"; null when the line has none, empty when the text is on the next one.</summary>
    public static string? SubjectIn(string line) => After(line, phrases => phrases.SubjectLabel);

    private static void AddRecipients(List<string> copies, string text) =>
        copies.AddRange(text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    // Plain text behind a label; null when the line has none.
    private static string? After(string line, Func<LetterPhrases, Regex> label)
    {
        foreach (var phrases in LetterPhrases.All)
            if (label(phrases).Match(line) is { Success: true } match) return line[match.Length..].Trim().TrimStart('*', '_').Trim();
        return null;
    }
}
