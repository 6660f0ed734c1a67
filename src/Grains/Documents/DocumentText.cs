using System.Text;

namespace Petitions.Grains.Documents;

/// <summary>
/// The form that every text of a document has once it is read: Unicode NFC, lines end in \n, no blank space around it, nothing in it
/// that a reader cannot see but a machine obeys.
/// </summary>
internal static class DocumentText
{
    private const int ShortCharsMax = 60;

    /// <summary>Makes every line end in \n, as a line's number must not depend on the editor that wrote the file.</summary>
    public static string WithPlainNewlines(string raw) => raw.Replace("\r\n", "\n").Replace('\r', '\n');

    /// <summary>The text in its final form. Only for text in which <see cref="FindForbidden"/> finds nothing: others have no NFC.</summary>
    public static string Normalise(string raw) => WithPlainNewlines(raw).Normalize(NormalizationForm.FormC).Trim();

    /// <summary>Index of the first character that no text may hold, or -1.</summary>
    public static int FindForbidden(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (IsForbidden(text[i])) return i;
        }
        return -1;
    }

    /// <summary>What to tell the author about a character that <see cref="FindForbidden"/> found.</summary>
    public static string Explain(char forbidden) => $"contains U+{(int)forbidden:X4}, " + forbidden switch
    {
        >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' => "which makes text read in another order than it is stored: remove it",
        '\u2028' or '\u2029' or '\u0085' => "an unusual line break: replace it by an ordinary new line",
        _ => "which is not a printable character: remove it",
    };

    /// <summary>A piece of a document for use in a message: printable, on one line, cut when it is long.</summary>
    public static string Short(string text) => Printable(text.Length <= ShortCharsMax ? text : text[..ShortCharsMax] + "…");

    /// <summary>The text on one line, with a ? for what must not be printed: a problem ends up in logs and terminals.</summary>
    public static string Printable(string text)
    {
        var safe = text.Replace('\n', ' ').Replace('\t', ' ').ToCharArray();
        for (var from = 0; FindForbidden(safe.AsSpan(from)) is >= 0 and var at; from += at + 1) safe[from + at] = '?';
        return new string(safe);
    }

    private static bool IsForbidden(char c) => c switch
    {
        '\n' or '\t' => false,
        >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' => true,
        '\u2028' or '\u2029' => true,
        // Half a pair, or not a character at all: neither can be stored as UTF-8.
        '\uFFFE' or '\uFFFF' => true,
        _ => char.IsControl(c) || char.IsSurrogate(c),
    };
}
