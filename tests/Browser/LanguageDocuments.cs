namespace Petitions.Tests.Browser;

/// <summary>Petitions in other languages than those of the site's words, and with few of its words.</summary>
internal static class LanguageDocuments
{
    private static readonly Dictionary<string, (string Title, string Letter, string Consent)> Words = new()
    {
        ["en"] = ("Light the old lamp", "Dear Captain,\n\nplease light the lamp once a year.\n\nSincerely,", "I agree to the transfer."),
        ["en-GB"] = ("Light the old harbour lamp", "Dear Captain,\n\nplease light the lamp.\n\nSincerely,", "I agree to it, in Britain."),
        ["fr"] = ("Allumez la vieille lampe", "Dear Captain,\n\nplease light the lamp once a year.\n\nSincerely,",
            "J’accepte le transfert."),
        ["pt-BR"] = ("Acenda a velha lâmpada", "Cara Capitã,\n\nacenda a lâmpada uma vez por ano.\n\nAtenciosamente,",
            "Concordo com a transferência."),
        ["de"] = ("Zünden Sie die alte Lampe an", "Liebe Kapitänin,\n\nbitte zünden Sie sie an.\n\nMit Grüßen",
            "Ich willige in die Übermittlung ein."),
        ["ar"] = ("أضيئوا المصباح القديم", "عزيزتي القبطانة،\n\n- أضيئوا المصباح مرة في السنة.\n\nمع التحية", "أوافق على نقل بياناتي."),
    };

    /// <summary>Writes one file per language; the first states the facts. What follows a language is added to its front matter.</summary>
    public static void Write(string folder, string slug, string facts, params (string Lang, string More)[] languages)
    {
        foreach (var (lang, more) in languages)
        {
            var (title, letter, consent) = Words[lang];
            var common = lang != languages[0].Lang ? "" : $"""

                schema: petition/v1
                id: {slug}
                addressee:
                  name: Captain Rosalind Tully
                  office: Harbour Master
                  address: [1 Signal Quay, Lantern Cove]
                  country: AU
                opensAt: 2026-01-01
                goals: [1000]
                minimumAge: 16
                privacyNotice: https://example.org/privacy
                safeCountries: https://example.org/safe-countries
                controller: [[ name: Friends of the Lamp, contact: privacy@example.org ]]
                {facts}
                """.Replace("[[", "{", StringComparison.Ordinal).Replace("]]", "}", StringComparison.Ordinal);
            var ofTransfer = common.Length == 0 ? "" : "\n  country: AU\n  adequacy: none\n  fields: [givenName, familyName]";
            var ofConsent = common.Length == 0 ? "" : "\n  version: 2026-01\n  method: checkbox";
            File.WriteAllText(Path.Combine(folder, $"{slug}.{lang}.md"),
                $"---\nlang: {lang}\ntitle: {title}\nsubject: {title}{common}\ntransfer:{ofTransfer}\n  risks: {consent}\n"
                + $"consent:{ofConsent}\n  text: {consent}\n{more}---\n{letter}\n");
        }
    }
}
