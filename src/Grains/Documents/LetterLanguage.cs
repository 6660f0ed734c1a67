using System.Collections.Frozen;

namespace Petitions.Grains.Documents;

/// <summary>
/// Guesses the language of a letter from its most common words, to warn when a document names another one, and for a draft. Only languages
/// of this table are compared, and only when there is no doubt: a wrong warning would cost more than a missing one.
/// </summary>
internal static class LetterLanguage
{
    /// <summary>Common words that a letter must have before anything is said about it.</summary>
    private const int HitsMin = 12;

    /// <summary>How many times more words of the guessed language there must be than of the stated one.</summary>
    private const int TimesMore = 3;

    /// <summary>One word in so many is a common one in a text whose language is guessed; in real texts it is one in three to six.</summary>
    private const int WordsPerHitMax = 10;

    // Words that are frequent in one of these languages and rare in the others.
    private static readonly FrozenDictionary<string, FrozenSet<string>> CommonWords = new (string Lang, string Words)[]
    {
        ("de", "und der die das nicht ist wir sie ein eine zu mit für auf den von dem sich auch ich bitte haben werden dass"),
        ("en", "the and of to that is for we with you are this our not have be which your from has they would as"),
        ("es", "el los las que del por para con una es no se su como pero más sus este esta son nos y"),
        ("fr", "les des est et dans nous vous que qui pour pas sur avec une ce au plus sont aux cette votre leur"),
        ("it", "che di il per non una è con sono della delle nel anche questo gli dei si alla ci le più"),
        ("nl", "het een van en dat niet voor zijn met aan wij zij ook door naar deze bij maar om onze wordt"),
        ("pt", "que não para uma os com dos mais como mas ao pelo nos são das é em você pela seu nós"),
    }.ToFrozenDictionary(row => row.Lang, row => row.Words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>The language that a letter is in, when it is certainly not the stated one; null otherwise.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="stated">The language that the document names, a BCP 47 tag.</param>
    public static string? OtherThan(string letter, string stated)
    {
        var hits = CountHits(letter);
        var (best, most) = hits.MaxBy(row => row.Value);
        var language = stated.Split('-')[0];
        // A stated language without a row may be a neighbour of one that has one, as Catalan is of Spanish.
        if (!hits.TryGetValue(language, out var own)) return null;
        return best != language && most >= HitsMin && most >= TimesMore * own ? best : null;
    }

    /// <summary>
    /// The language that a text is probably in. Null when it has too few common words, or nearly as many of another language: a text in a
    /// language without a row has some of a neighbour's.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="hitsMin">Common words that it must have.</param>
    public static string? Guess(string text, int hitsMin)
    {
        var ranked = CountHits(text).OrderByDescending(row => row.Value).Take(2).ToArray();
        var (best, most) = (ranked[0].Key, ranked[0].Value);
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        return most >= hitsMin && most >= 2 * ranked[1].Value && most * WordsPerHitMax >= words ? best : null;
    }

    private static Dictionary<string, int> CountHits(string text)
    {
        var hits = CommonWords.ToDictionary(row => row.Key, _ => 0);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var bare = word.Trim('.', ',', ';', ':', '!', '?', '(', ')', '"', '„', '“', '”', '*', '_');
            foreach (var (lang, words) in CommonWords)
                if (words.Contains(bare)) hits[lang]++;
        }
        return hits;
    }
}
