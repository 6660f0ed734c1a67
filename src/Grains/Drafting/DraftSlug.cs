using System.Collections.Frozen;
using System.Text;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Drafting;

/// <summary>Makes the name of a petition of the words of its subject.</summary>
internal static class DraftSlug
{
    private const int CharsMax = 40, CharsMin = 3;

    // Words that say nothing in an address.
    private static readonly FrozenSet<string> Fillers = LetterPhrases.Words(
        "please|the|a|an|of|and|for|to|in|on|at|by|with|bitte|der|die|das|den|dem|des|ein|eine|einen|und|fuer|von|zu|zur|zum|im|am|mit"
        + "|le|la|les|l|un|une|des|du|de|d|et|pour|a|en|s|il|vous|plait|re");

    /// <summary>The slug of the first of these texts that has one.</summary>
    public static string Of(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            if (text is not null && From(text) is { } slug) return slug;
        return "petition";
    }

    private static string? From(string text)
    {
        var words = Transliterate(text).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var slug = new StringBuilder();
        foreach (var word in words.Where(word => !Fillers.Contains(word)))
        {
            if (slug.Length == 0 && !char.IsAsciiLetter(word[0])) continue;
            if (slug.Length + 1 + word.Length > CharsMax && slug.Length > 0) break;
            if (slug.Length > 0) slug.Append('-');
            slug.Append(word.Length > CharsMax ? word[..CharsMax] : word);
        }
        return slug.Length >= CharsMin && Slug.IsValid(slug.ToString()) ? slug.ToString() : null;
    }

    // Latin letters without accents, everything else as hyphens.
    private static string Transliterate(string text)
    {
        var plain = text.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD);
        var kept = new StringBuilder(plain.Length);
        foreach (var c in plain)
        {
            if (char.IsAsciiLetterOrDigit(c)) kept.Append(c);
            else if (char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark) kept.Append('-');
        }
        return kept.ToString();
    }
}
