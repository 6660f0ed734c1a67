using System.Diagnostics.CodeAnalysis;

namespace Petitions.Frontend.Petitions;

/// <summary>
/// Reads the slug in an address that was typed or cut out of a text: with capitals, with the punctuation of a sentence, brackets, quotes or
/// invisible characters around it. No other slug is meant by it, since a slug has small ASCII letters, digits and dashes only.
/// </summary>
internal static class PastedSlug
{
    /// <summary>The slug; false when the text is one already, or has other characters between those of a slug.</summary>
    public static bool TryCorrect(string text, [NotNullWhen(true)] out string? slug)
    {
        slug = null;
        var (from, to) = (0, text.Length);
        while (from < to && !IsOfSlug(text[from])) from++;
        while (to > from && !IsOfSlug(text[to - 1])) to--;
        for (var at = from; at < to; at++)
            if (!IsOfSlug(text[at])) return false;

        // Only ASCII is left.
        var corrected = text[from..to].ToLowerInvariant();
        if (corrected == text) return false;
        slug = corrected;
        return true;
    }

    private static bool IsOfSlug(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '-';
}
