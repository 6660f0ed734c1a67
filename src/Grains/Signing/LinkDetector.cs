using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Petitions.Grains.Signing;

/// <summary>
/// Finds in a name or a place what mail programs make a link of: whoever signs with somebody else's e-mail address chooses the name in the
/// mail that a stranger gets. Also in compatibility forms (Unicode NFKC), such as full-width or circled letters.
/// </summary>
/// <remarks>
/// A link is: <c>@</c>; a scheme such as <c>https:</c>; <c>www.</c>; a label, a full stop and a top-level domain without a space between
/// them. People write names so, too. Therefore these are none, unless a path follows:
/// <list type="bullet">
/// <item>an ending that is no top-level domain: <c>St.Pölten</c>, <c>J.R.R.Tolkien</c>, <c>St.Veit/Glan</c>;</item>
/// <item>an initial or abbreviation of one or two letters, or a title, before a capital: <c>J.Li</c>, <c>Bernau b.Berlin</c>,
/// <c>Prof.Love</c>; not before <c>.Com</c> and other endings that are nobody's name;</item>
/// <item>academic degrees: <c>Dr.med</c>, <c>Mag.art</c>, <c>dr.sc</c>.</item>
/// </list>
/// A full name such as <c>Maria.Li</c> is a link, and the message says to leave a space.
/// </remarks>
internal static class LinkDetector
{
    private static readonly string[] Beginnings = ["www.", "http:", "https:", "mailto:", "tel:", "sms:"];

    // Written together with what follows them.
    private static readonly FrozenSet<string> Titles = new[]
    {
        "prof", "univ", "priv", "doz", "mag", "dipl", "ing", "med", "dent", "vet", "rer", "nat", "phil", "jur", "theol", "lic", "hon",
        "rev", "mrs", "geb", "née", "nee", "verh", "verw", "gesch",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Degrees = new[]
    {
        "dr.med", "dr.ing", "dr.art", "dr.sc", "mr.sc", "b.sc", "m.sc", "b.com", "m.com", "mag.art", "dipl.ing", "med.vet", "b.vet", "m.ed",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Endings that are sold to everybody and are nobody's name.
    private static readonly FrozenSet<string> Commercial =
        new[] { "com", "net", "org", "biz", "info", "xyz", "shop", "online", "site" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when a mail program would make a link of a part of the text.</summary>
    public static bool HasLink(string text)
    {
        if (Ascii.IsValid(text) && text.AsSpan().IndexOfAny('.', '@', ':') < 0) return false;

        var plain = Plain(text);
        if (plain.Contains('@', StringComparison.Ordinal) || plain.Contains("://", StringComparison.Ordinal)) return true;
        foreach (var beginning in Beginnings)
            if (BeginsWord(plain, beginning)) return true;
        for (var dot = plain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = plain.IndexOf('.', dot + 1))
            if (IsLink(plain, dot)) return true;
        return false;
    }

    /// <summary>
    /// True when two neighbouring fields make a link together: <c>xyz.</c> and <c>biz/offer</c>. Stricter than within one field, because
    /// <c>Fco.</c> and <c>de la Torre</c> are a name.
    /// </summary>
    public static bool HasLink(string first, string second)
    {
        if (first.Length == 0 || second.Length == 0) return false;
        var (before, after) = (Plain(first), Plain(second));
        if (!before.EndsWith('.') && !after.StartsWith('.')) return false;
        before = before.TrimEnd('.');
        after = after.TrimStart('.');

        var label = before[StartOfLabel(before, before.Length)..];
        var end = EndOfLabel(after, 0);
        if (label.Length == 0 || end == 0 || !TopLevelDomains.Contains(after.AsSpan(0, end))) return false;
        var hasPath = HasPath(after, end);
        return hasPath || (end == after.Length && label.Length > 2 && char.IsLower(after[0]));
    }

    // "tel:" also ends "Hotel:".
    private static bool BeginsWord(string text, string beginning)
    {
        var at = text.IndexOf(beginning, StringComparison.OrdinalIgnoreCase);
        while (at > 0 && char.IsLetterOrDigit(text[at - 1])) at = text.IndexOf(beginning, at + 1, StringComparison.OrdinalIgnoreCase);
        return at >= 0;
    }

    // U+3002 is the full stop of Chinese and Japanese; UTS 46 section 2.3 reads it as a dot in domain names.
    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).Replace('\u3002', '.');

    private static bool IsLink(string text, int dot)
    {
        var start = StartOfLabel(text, dot);
        var end = EndOfLabel(text, dot + 1);
        if (start == dot || !TopLevelDomains.Contains(text.AsSpan(dot + 1, end - dot - 1))) return false;

        var (label, ending) = (text[start..dot], text[(dot + 1)..end]);
        var isName = char.IsUpper(ending[0]) && !Commercial.Contains(ending) && ((label.Length <= 2 && label.All(char.IsLetter))
            || Titles.Contains(label));
        if (HasPath(text, end)) return !isName || ending.Length <= 3 || !char.IsUpper(text[end + 1]);
        return !isName && !Degrees.Contains(text[start..end]);
    }

    private static bool HasPath(string text, int end) =>
        end + 1 < text.Length && text[end] is '/' or ':' or '?' or '#' && !char.IsWhiteSpace(text[end + 1]);

    private static int StartOfLabel(string text, int end)
    {
        var start = end;
        while (start > 0 && IsInLabel(text[start - 1])) start--;
        return start;
    }

    private static int EndOfLabel(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsInLabel(text[end])) end++;
        return end;
    }

    // Surrogates are letters here: what stands beyond U+FFFF in a name is one.
    private static bool IsInLabel(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
