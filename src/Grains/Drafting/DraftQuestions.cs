using System.Globalization;

namespace Petitions.Grains.Drafting;

/// <summary>The questions of a draft. Each can be answered from the question alone, without the letter.</summary>
internal static class DraftQuestions
{
    public const string Lang = "Language of the page and of the letter, such as sv? Write it here and into the name of this file.";

    public const string LetterLang = "Language of the letter, such as sv?";

    public const string Subject = "What is the subject line of the letter?";

    public const string AddresseeName = "Who gets the letter: which person or body?";

    public const string Address = "Street and city of the addressee, an entry each?";

    public const string Country = "In which country is the addressee? Write the two capital letters of ISO 3166-1.";

    public const string TransferCountry =
        "To which country do the names go? As a rule it is that of the addressee. Write the two capital letters of ISO 3166-1.";

    public const string Transfer = "Do the signers' names go to a country outside of the European Economic Area? If not, remove this line."
        + " If so, write transfer with country, adequacy, fields and risks, and a line safeCountries.";

    public const string Adequacy =
        "Does that country protect data adequately (GDPR Art. 45)? Write none, decision, or recipient-certified.";

    public const string PrivacyNotice = "At which address is the privacy notice (GDPR Art. 13)?";

    public const string SafeCountries = "At which address is the list of countries that protect data adequately?";

    public const string MinimumAge = "From which age on may people sign, in years?";

    public const string OpensAt = "From which day on may people sign? Write year, month and day with hyphens.";

    public const string Controller = "Who is responsible for the data (GDPR Art. 4(7)): the name of the organisation?";

    public const string Contact = "How do people reach them about their data: an e-mail or postal address?";

    public static string Title(string? lang, string? heading) =>
        $"What is asked, in one line{In(lang)}? It is the title of the page." + (heading is null ? "" : $" The letter has: {heading}.");

    public static string ConsentText(string? lang, string notices) =>
        $"To what do signers agree{In(lang)}: who gets which of their data, where, and for what?"
        + (notices.Length > 0 ? $" The letter has: {notices}" : "");

    public static string Risks(string? lang)
    {
        var example = LetterPhrases.All.FirstOrDefault(phrases => phrases.Lang == lang) ?? EnglishPhrases.Table;
        return $"What can happen to names in that country{In(lang)} (GDPR Art. 49(1)(a))? Such as: {example.RisksExample}";
    }

    public static string Insecure(WebAddress link) => $"The letter links to {link.Written}: is the page at {HttpsOf(link)}, too?";

    private static string HttpsOf(WebAddress link) => "https://" + link.Written["http://".Length..];

    private static string In(string? lang) => lang is null ? "" : $", in {LanguageName(lang)}";

    private static string LanguageName(string lang)
    {
        try
        {
            return CultureInfo.GetCultureInfo(lang).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return lang;
        }
    }
}
