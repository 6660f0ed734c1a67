using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>Language tags (BCP 47, RFC 5646): language, script, region, variants, extensions and private use.</summary>
public static partial class LanguageTag
{
    /// <summary>Longest tag, in characters (RFC 5646, section 4.4.1).</summary>
    public const int CharsMax = 35;

    /// <summary>
    /// The tag in its one form, with the case of RFC 5646, section 2.1.1: <c>zh-Hans</c>, <c>pt-BR</c>; null when <paramref name="text"/>
    /// is no tag. Whether language and region exist is not checked; no language of more than three letters is registered.
    /// </summary>
    public static string? Canonical(string text)
    {
        if (text.Length > CharsMax || !Pattern().IsMatch(text)) return null;
        var parts = text.ToLowerInvariant().Split('-');
        for (var i = 1; i < parts.Length && parts[i].Length > 1; i++)
        {
            if (parts[i].Length == 2) parts[i] = parts[i].ToUpperInvariant();
            else if (parts[i].Length == 4 && char.IsAsciiLetter(parts[i][0])) parts[i] = char.ToUpperInvariant(parts[i][0]) + parts[i][1..];
        }
        return string.Join('-', parts);
    }

    [GeneratedRegex(
        "^[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
        + @"(-[a-wy-z0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
