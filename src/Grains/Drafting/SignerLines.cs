using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Drafting;

/// <summary>Lines that each signer fills in: place and date, signature, name. The program writes them for each signer.</summary>
internal static class SignerLines
{
    private const int LineCharsMax = 80;

    private static readonly Regex Rule = LetterPhrases.Pattern(@"^[_.…\s]{5,}$");

    // "Vienna, 12 January 2026", "Wien, am 12.1.2026", "Paris, le 12 janvier 2026", "2026-01-12".
    private static readonly Regex Date = LetterPhrases.Pattern(
        @"^(\p{L}[\p{L} .'’-]{0,40},?\s*)?((the|den|am|le)\s+)?(\d{1,2}(\.|st|nd|rd|th|er)?\s*(of\s+)?(" + Months() + @")\.?,?\s+\d{4}"
        + "|(" + Months() + @")\s+\d{1,2}(st|nd|rd|th)?,?\s+\d{4}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{4}-\d{2}-\d{2})\.?$");

    private static readonly char[] Around =
        ['[', ']', '(', ')', '{', '}', '<', '>', '_', '.', '…', ':', '*', ' ', '\t', '\u00A0', '-', '–'];

    /// <summary>True for a line that a signer fills in, and for a date that was filled in already.</summary>
    public static bool Is(string line) =>
        line.Length <= LineCharsMax
        && (Rule.IsMatch(line) || Date.IsMatch(line) || LetterPhrases.All.Any(phrases => HasOnlyWords(line, phrases)));

    /// <summary>The one language whose words these lines have; null when there is none, or several.</summary>
    public static string? LangOf(ImmutableArray<string> lines) => LetterPhrases.OnlyLang(phrases =>
        lines.Any(line => HasOnlyWords(line, phrases) && LetterPhrases.All.Count(other => HasOnlyWords(line, other)) == 1));

    private static bool HasOnlyWords(string line, LetterPhrases phrases)
    {
        // "Date: ______   Signature: ______" is two of them.
        var parts = line.Replace($" {phrases.And} ", ",", StringComparison.OrdinalIgnoreCase).Replace("  ", ",", StringComparison.Ordinal)
            .Split([',', '/', ';', '|', '&', '\t', '_', ':'], StringSplitOptions.TrimEntries)
            .Select(part => part.Trim(Around)).Where(part => part.Length > 0).ToList();
        return parts.Count > 0 && parts.All(part => phrases.SignerWords.Contains(part) || phrases.SignerWords.Contains(part + "."));
    }

    private static string Months() => string.Join('|', LetterPhrases.All.Select(phrases => phrases.Months));
}
