using System.Globalization;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Drafting;

/// <summary>What the notices to the signer say, as far as it can be recognised.</summary>
internal sealed record NoticeFacts
{
    // Ages that laws and organisations set; other numbers of years in a notice are something else.
    private const int AgeMin = 13, AgeMax = 30, ControllerWordsMax = 8;

    private static readonly Regex Sentences = LetterPhrases.Pattern(@"[.!?]\s+|\n");

    /// <summary>Years; null when no age is named.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>A consent is named.</summary>
    public bool NamesConsent { get; init; }

    /// <summary>Taking part is the consent.</summary>
    public bool IsByParticipation { get; init; }

    /// <summary>Names go to another country.</summary>
    public bool NamesTransfer { get; init; }

    /// <summary>The other country may protect data less, which is what signers consent to.</summary>
    public bool NamesUnsafeCountry { get; init; }

    /// <summary>The privacy notice; null when there is none.</summary>
    public WebAddress? PrivacyNotice { get; init; }

    /// <summary>The list of countries that protect data; null when there is none.</summary>
    public WebAddress? SafeCountries { get; init; }

    /// <summary>Who is responsible for the data; null when no sentence says it.</summary>
    public string? Controller { get; init; }

    /// <summary>Their e-mail address; null when there is none.</summary>
    public string? Contact { get; init; }

    /// <summary>Reads all notices of a letter.</summary>
    /// <param name="text">The notices, a paragraph on a line.</param>
    public static NoticeFacts Read(string text)
    {
        var links = WebAddress.In(text).ToList();
        // The address itself says best what it is, then the sentence around it.
        var safeCountries = links.Find(link => Matches(link.Written, phrases => phrases.SafeCountries))
            ?? links.Find(link => !Matches(link.Written, phrases => phrases.Privacy)
                && Matches(link.Sentence, phrases => phrases.SafeCountries));
        links.RemoveAll(link => link.Written == safeCountries?.Written);
        return new()
        {
            MinimumAge = AgeIn(text),
            NamesConsent = Matches(text, phrases => phrases.Consent),
            IsByParticipation = Matches(text, phrases => phrases.Participation),
            NamesTransfer = Matches(text, phrases => phrases.ThirdCountry) || Matches(text, phrases => phrases.UnsafeCountry),
            NamesUnsafeCountry = Matches(text, phrases => phrases.UnsafeCountry),
            SafeCountries = safeCountries,
            PrivacyNotice = links.Find(link => Matches(link.Written, phrases => phrases.Privacy))
                ?? links.Find(link => Matches(link.Sentence, phrases => phrases.Privacy)),
            Controller = Sentences.Split(text).Select(ControllerIn).FirstOrDefault(name => name is not null),
            Contact = WebAddress.MailboxIn(text),
        };
    }

    private static bool Matches(string text, Func<LetterPhrases, Regex> pattern) =>
        LetterPhrases.All.Any(phrases => pattern(phrases).IsMatch(text));

    private static int? AgeIn(string text)
    {
        foreach (var phrases in LetterPhrases.All)
        {
            foreach (Match match in phrases.Age.Matches(text))
            {
                if (int.TryParse(match.Groups["age"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var age)
                    && age is >= AgeMin and <= AgeMax) return age;
            }
        }
        return null;
    }

    // "Friends of the Lamp transmit …": a name begins the sentence, and is neither the data nor the reader.
    private static string? ControllerIn(string sentence)
    {
        foreach (var phrases in LetterPhrases.All)
        {
            if (phrases.Controller.Match(sentence.Trim()) is not { Success: true } match) continue;
            var name = match.Groups["name"].Value.Trim();
            var isName = char.IsUpper(name[0]) && name.Split(' ').Length <= ControllerWordsMax
                && !LetterPhrases.All.Any(other => other.NoController.IsMatch(name));
            if (isName) return name;
        }
        return null;
    }
}
