using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Drafting;

/// <summary>
/// The conventional phrases of letters and of notices in one language. Patterns of lines are matched against a whole line without the signs
/// of Markdown, patterns of notices anywhere in a text.
/// </summary>
internal sealed record LetterPhrases
{
    /// <summary>Every language whose phrases are known. For another one, write a file like those of these three.</summary>
    public static ImmutableArray<LetterPhrases> All => Tables.All;

    /// <summary>The language, a BCP 47 tag.</summary>
    public required string Lang { get; init; }

    /// <summary>Beginning of a line: Dear …</summary>
    public required Regex Salutation { get; init; }

    /// <summary>A whole line: Yours sincerely,</summary>
    public required Regex Closing { get; init; }

    /// <summary>Before the subject: Re:</summary>
    public required Regex SubjectLabel { get; init; }

    /// <summary>Before the first line of the addressee: To:</summary>
    public required Regex AddresseeLabel { get; init; }

    /// <summary>Before further recipients: cc:</summary>
    public required Regex CopyLabel { get; init; }

    /// <summary>Before the sender, who is each signer: From:</summary>
    public required Regex SenderLabel { get; init; }

    /// <summary>Before a postscript.</summary>
    public required Regex Postscript { get; init; }

    /// <summary>Words of lines that the signer fills in: place, date, signature, name.</summary>
    public required FrozenSet<string> SignerWords { get; init; }

    /// <summary>Between words of such a line: "place and date".</summary>
    public required string And { get; init; }

    /// <summary>Names of the months, as alternatives of a pattern.</summary>
    public required string Months { get; init; }

    /// <summary>A word of an office or a body, in a line of an address.</summary>
    public required Regex Office { get; init; }

    /// <summary>A form of address before a person's name.</summary>
    public required Regex Honorific { get; init; }

    /// <summary>From which age people may take part; group <c>age</c>.</summary>
    public required Regex Age { get; init; }

    /// <summary>A consent is given.</summary>
    public required Regex Consent { get; init; }

    /// <summary>Taking part is the consent.</summary>
    public required Regex Participation { get; init; }

    /// <summary>Data goes to another country.</summary>
    public required Regex ThirdCountry { get; init; }

    /// <summary>That country may protect data less.</summary>
    public required Regex UnsafeCountry { get; init; }

    /// <summary>A list of countries that protect data, in a sentence or in an address.</summary>
    public required Regex SafeCountries { get; init; }

    /// <summary>Privacy, in a sentence or in an address.</summary>
    public required Regex Privacy { get; init; }

    /// <summary>Beginning of a sentence about the controller; group <c>name</c>.</summary>
    public required Regex Controller { get; init; }

    /// <summary>Words that a name of a controller does not have: the sentence is about the data.</summary>
    public required Regex NoController { get; init; }

    /// <summary>A sentence about the risks of a transfer without an adequacy decision, for the author to check.</summary>
    public required string RisksExample { get; init; }

    /// <summary>True for a text about age, consent or data.</summary>
    public bool IsNotice(string text) =>
        Age.IsMatch(text) || Consent.IsMatch(text) || ThirdCountry.IsMatch(text) || UnsafeCountry.IsMatch(text) || Privacy.IsMatch(text);

    /// <summary>The language of the first table in which something is true; null when it is in none, or in several.</summary>
    public static string? OnlyLang(Func<LetterPhrases, bool> isTrue) =>
        All.Where(isTrue).Take(2).ToArray() is [var one] ? one.Lang : null;

    /// <summary>A pattern that ignores case and takes linear time, whatever the letter has.</summary>
    public static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>A set of words, written with | between them.</summary>
    public static FrozenSet<string> Words(string words) => words.Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Apart from this class, which the tables need while they are made.
    private static class Tables
    {
        public static readonly ImmutableArray<LetterPhrases> All = [EnglishPhrases.Table, GermanPhrases.Table, FrenchPhrases.Table];
    }
}
