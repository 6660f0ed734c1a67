namespace Petitions.Grains.Drafting;

/// <summary>The salutation of a letter, and whom it names.</summary>
internal static class LetterSalutation
{
    /// <summary>True for a line that begins a letter.</summary>
    public static bool Is(string line) => LetterPhrases.All.Any(phrases => phrases.Salutation.IsMatch(line));

    /// <summary>True for a line that ends a letter.</summary>
    public static bool IsClosing(string line) => LetterPhrases.All.Any(phrases => phrases.Closing.IsMatch(line));

    /// <summary>The last word of a salutation, if it may be a name: Tully in "Dear Captain Tully,". Null otherwise.</summary>
    public static string? NameIn(string line)
    {
        // "Dear Ms Tully, I am writing to you …"
        var end = line.AsSpan().IndexOfAny(',', ':', '!');
        var word = (end < 0 ? line : line[..end]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).LastOrDefault();
        var isName = word is { Length: > 1 } && char.IsUpper(word[0])
            && !LetterPhrases.All.Any(phrases => phrases.Office.IsMatch(word) || phrases.Honorific.IsMatch(word + " "));
        return isName ? word : null;
    }
}
