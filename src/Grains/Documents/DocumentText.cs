using System.Globalization;
using System.Text;

namespace Petitions.Grains.Documents;

/// <summary>
/// Normalises document text: Unicode NFC, line ends \n, no surrounding white space. Control characters and bidirectional formatting
/// characters are forbidden, because a reader cannot see them.
/// </summary>
internal static class DocumentText
{
    private const int ExcerptCharsMax = 60;

    /// <summary>Converts all line ends to \n, so that line numbers do not depend on the author's editor.</summary>
    public static string NormaliseNewlines(string raw) => raw.Replace("\r\n", "\n").Replace('\r', '\n');

    /// <summary>
    /// The normalised text. Call it only when <see cref="IndexOfForbidden"/> returns -1: an unpaired surrogate has no NFC.
    /// </summary>
    public static string Normalise(string raw) => NormaliseNewlines(raw).Normalize(NormalizationForm.FormC).Trim();

    /// <summary>Index of the first forbidden character, or -1.</summary>
    public static int IndexOfForbidden(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (IsForbidden(text[i])) return i;
        }
        return -1;
    }

    /// <summary>The message about the character at <paramref name="at"/>, which <see cref="IndexOfForbidden"/> found.</summary>
    public static string DescribeForbidden(string text, int at) => string.Create(
        CultureInfo.InvariantCulture, $"contains U+{(int)text[at]:X4} as its character {at + 1}, ") + text[at] switch
    {
        >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' => "which makes text read in another order than it is stored: remove it",
        '\uFEFF' => "a byte order mark, which belongs at the beginning of a file only and cannot be seen: remove it",
        '\u2028' or '\u2029' or '\u0085' => "an unusual line break: replace it by an ordinary new line",
        _ => "which is not a printable character: remove it",
    };

    /// <summary>A printable one-line excerpt for a message, cut after <see cref="ExcerptCharsMax"/> characters.</summary>
    public static string Excerpt(string text) => ToPrintable(text.Length <= ExcerptCharsMax ? text : text[..ExcerptCharsMax] + "…");

    /// <summary>The text on one line with ? for each forbidden character, because messages are written to logs and terminals.</summary>
    public static string ToPrintable(string text)
    {
        var safe = text.Replace('\n', ' ').Replace('\t', ' ').ToCharArray();
        for (var from = 0; IndexOfForbidden(safe.AsSpan(from)) is >= 0 and var at; from += at + 1) safe[from + at] = '?';
        return new string(safe);
    }

    private static bool IsForbidden(char c) => c switch
    {
        '\n' or '\t' => false,
        >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' => true,
        '\u2028' or '\u2029' => true,
        // In text it is a relic, which Unicode replaced by U+2060; it comes from files that were put together.
        '\uFEFF' => true,
        // Noncharacters.
        '\uFFFE' or '\uFFFF' => true,
        _ => char.IsControl(c) || char.IsSurrogate(c),
    };
}
