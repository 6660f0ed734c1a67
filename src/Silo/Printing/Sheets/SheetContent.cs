using Petitions.Grains.Documents;

namespace Petitions.Silo.Printing.Sheets;

/// <summary>What a sheet to sign on paper shows. Its words are in the language of the petition's text, the letter in its own.</summary>
/// <param name="Facts">The facts of the document.</param>
/// <param name="Text">Its text in the language of the signers.</param>
/// <param name="PageUrl">Address of the petition's page, for the QR code.</param>
/// <param name="Date">The date of the file; it is not printed.</param>
/// <param name="Version">The version of the document: what is signed on the sheet is entered for it.</param>
internal sealed record SheetContent(PetitionFacts Facts, PetitionText Text, string PageUrl, DateOnly Date, int Version)
{
    public PrintTexts Words => PrintTexts.For(Text.Lang);

    /// <summary>What signers must know: consent, risks, age, who is responsible for the data.</summary>
    public IEnumerable<string> Notices()
    {
        yield return Text.ConsentText;
        if (Text.Risks is { } risks) yield return risks;
        var end = Words.With("Sheet_Age", Facts.MinimumAge) + " "
            + Words.With("Sheet_Responsible", Facts.Controller.Name, Facts.Controller.Contact, Facts.PrivacyNotice);
        if (Facts.SafeCountries is { } countries) end += " " + Words.With("Sheet_SafeCountries", countries);
        yield return end + " " + Words.With("Sheet_Version", Version, Text.Lang, Facts.ConsentVersion);
    }
}
