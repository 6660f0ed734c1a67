using Petitions.Grains.Documents;

namespace Petitions.Grains.Drafting;

/// <summary>The languages of a draft: a letter is in the addressee's language, its notices and the page in the signers'.</summary>
/// <param name="Page">Language of the page; null when it cannot be told.</param>
/// <param name="Letter">Language of the letter; null when it cannot be told.</param>
internal sealed record DraftLanguages(string? Page, string? Letter)
{
    private const int LetterHitsMin = 5, NoticeHitsMin = 3;

    /// <summary>Recognises the languages of a letter and its notices.</summary>
    /// <param name="parts">The letter.</param>
    /// <param name="stated">The language of the page, if the author has stated it.</param>
    public static DraftLanguages Of(LetterParts parts, string? stated)
    {
        var letter = LetterLanguage.Guess(parts.Body, LetterHitsMin)
            ?? OnlyLangOf(parts.Salutation, phrases => phrases.Salutation) ?? OnlyLangOf(parts.Closing, phrases => phrases.Closing);
        var notices = string.Join('\n', [.. parts.Header.Notices, .. parts.Footer.Notices]);
        return new(
            stated ?? LetterLanguage.Guess(notices, NoticeHitsMin)
                ?? SignerLines.LangOf([.. parts.Header.ForSigner, .. parts.Footer.ForSigner]) ?? letter,
            letter);
    }

    private static string? OnlyLangOf(string? line, Func<LetterPhrases, System.Text.RegularExpressions.Regex> phrase) =>
        line is null ? null : LetterPhrases.OnlyLang(phrases => phrase(phrases).IsMatch(line));
}
