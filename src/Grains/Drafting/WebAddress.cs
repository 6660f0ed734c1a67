using System.Text.RegularExpressions;

namespace Petitions.Grains.Drafting;

/// <summary>A web address in a notice, also one without scheme, as people write it: <c>example.org/privacy</c>.</summary>
/// <param name="Written">As it is written.</param>
/// <param name="Sentence">The sentence that it stands in.</param>
internal sealed record WebAddress(string Written, string Sentence)
{
    private static readonly Regex Form =
        new(
            @"(https?://)?([a-z0-9-]+\.)+[a-z]{2,24}(:\d+)?(/[^\s<>""“”„()\[\]]*)?",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static readonly Regex Mailbox =
        LetterPhrases.Pattern(@"[a-z0-9._%+-]+@([a-z0-9-]+\.)+[a-z]{2,24}\b");

    private static readonly Regex SentenceEnd = LetterPhrases.Pattern(@"[.!?]\s+|\n");

    /// <summary>In full; with https, which a petition's links must have.</summary>
    public string Full => Written.Contains("://", StringComparison.Ordinal) ? Written : "https://" + Written;

    /// <summary>True when the address begins with http, which pages do not link to.</summary>
    public bool IsInsecure => Written.StartsWith("http://", StringComparison.Ordinal);

    /// <summary>The addresses in a text, in their order.</summary>
    public static IEnumerable<WebAddress> In(string text)
    {
        foreach (var sentence in SentenceEnd.Split(text))
        {
            foreach (Match match in Form.Matches(sentence))
            {
                // Not the host of an e-mail address, and not the end of a word.
                var before = match.Index == 0 ? ' ' : sentence[match.Index - 1];
                var after = match.Index + match.Length is var end && end < sentence.Length ? sentence[end] : ' ';
                if (before is '@' or '.' or '-' || char.IsLetterOrDigit(before) || after == '@' || char.IsLetterOrDigit(after)) continue;
                yield return new(match.Value.TrimEnd('.', ',', ';', ':', '!', '?', '\''), sentence);
            }
        }
    }

    /// <summary>The first e-mail address in a text; null when there is none.</summary>
    public static string? MailboxIn(string text) => Mailbox.Match(text) is { Success: true } match ? match.Value : null;
}
