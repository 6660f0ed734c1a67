using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Drafting;

/// <summary>Notices to the signer about age, consent and data, which stand above or below a letter.</summary>
internal static class LetterNotice
{
    private static readonly Regex Bullet = LetterPhrases.Pattern(@"^\s*([-*+•]\s+|>\s*)+");

    private static readonly Regex Link = LetterPhrases.Pattern(@"\[(?<text>[^\[\]]+)\]\((?<url>[^()\s]+)\)");

    private static readonly Regex Emphasis = LetterPhrases.Pattern(@"\*\*([^*]+)\*\*");

    /// <summary>True for a text about age, consent or data.</summary>
    public static bool Is(string text) => LetterPhrases.All.Any(phrases => phrases.IsNotice(text));

    /// <summary>True for a text that only a signer can be told: from which age, and to what they consent.</summary>
    public static bool IsForSigner(string text) => LetterPhrases.All.Any(phrases =>
        phrases.Age.IsMatch(text) || phrases.Participation.IsMatch(text) || phrases.Consent.IsMatch(text) && phrases.Privacy.IsMatch(text));

    /// <summary>The line in plain words, as texts beside a form are shown: no bullets, no emphasis, links as their addresses.</summary>
    public static string ToPlain(string line) =>
        Emphasis.Replace(Link.Replace(Bullet.Replace(line, ""), LinkText), "$1").Trim('#', ' ', '\t');

    /// <summary>The paragraphs of notices: a line that does not end with a sentence goes on in the next one.</summary>
    public static ImmutableArray<string> Paragraphs(IEnumerable<string> lines)
    {
        var paragraphs = ImmutableArray.CreateBuilder<string>();
        var isOpen = false;
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (isOpen) paragraphs[^1] += " " + line;
            else paragraphs.Add(line);
            isOpen = line[^1] is not ('.' or '!' or '?' or ':' or ')' or '”' or '"');
        }
        return paragraphs.ToImmutable();
    }

    private static string LinkText(Match link) =>
        link.Groups["text"].Value == link.Groups["url"].Value ? link.Groups["url"].Value
        : $"{link.Groups["text"].Value} ({link.Groups["url"].Value})";
}
