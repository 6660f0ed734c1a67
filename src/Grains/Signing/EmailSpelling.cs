using System.Text;

namespace Petitions.Grains.Signing;

/// <summary>
/// Ways to write an e-mail address that every reader understands: as mail programs, spreadsheets and input methods produce it.
/// </summary>
internal static class EmailSpelling
{
    private const string Mailto = "mailto:";

    // What encloses an address that was copied out of a text or a table.
    private static readonly (char Open, char Close)[] Pairs =
        [('<', '>'), ('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»'), ('»', '«'), ('(', ')'), ('[', ']')];

    /// <summary>
    /// The address in a clean text: without display name, <c>mailto:</c>, brackets, quotes and a comma or semicolon at the end, with
    /// full-width signs (U+FF01 to U+FF5E), the small <c>﹫</c> and the ideographic full stop in ASCII, and without joiners before the
    /// <c>@</c>. May be empty.
    /// </summary>
    public static string Unwrap(string clean)
    {
        var text = Ascii.IsValid(clean) ? clean : string.Create(clean.Length, clean, static (letters, from) =>
        {
            for (var i = 0; i < letters.Length; i++) letters[i] = Narrow(from[i]);
        });
        text = text.TrimEnd(' ', ',', ';');
        if (text.EndsWith('>') && text.LastIndexOf('<') is > 0 and var name) text = text[name..];
        // A few layers at most: <mailto:a@b.org>, "<a@b.org>".
        for (var layer = 0; layer < 3; layer++)
        {
            if (text.StartsWith(Mailto, StringComparison.OrdinalIgnoreCase))
            {
                text = text[Mailto.Length..];
                // RFC 6068 section 2: fields such as a subject follow a question mark.
                if (text.IndexOf('?', StringComparison.Ordinal) is > 0 and var fields) text = text[..fields];
            }
            foreach (var (open, close) in Pairs)
                if (text.Length > 2 && text[0] == open && text[^1] == close) text = text[1..^1];
            text = text.Trim();
        }
        return WithoutJoiners(text);
    }

    private static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\uFE6B' => '@',
        '\u3002' or '\uFF61' => '.',
        _ => c,
    };

    // In a domain IDNA decides where a joiner may stand (RFC 5892 appendix A); in a local part nobody could type it again.
    private static string WithoutJoiners(string text)
    {
        if (text.AsSpan().IndexOfAny('\u200C', '\u200D') < 0) return text;
        var at = text.LastIndexOf('@');
        if (at < 0) return text;
        return text[..at].Replace("\u200C", "", StringComparison.Ordinal).Replace("\u200D", "", StringComparison.Ordinal) + text[at..];
    }
}
