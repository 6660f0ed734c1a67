using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Printing.Letters;

/// <summary>What a letter says, whoever signs it.</summary>
/// <param name="Addressee">Who receives it.</param>
/// <param name="AlsoTo">Further recipients.</param>
/// <param name="Subject">The subject line.</param>
/// <param name="Body">Salutation, body and closing; Markdown.</param>
/// <param name="Lang">Its language, a BCP 47 tag.</param>
internal sealed record LetterText(Addressee Addressee, ImmutableArray<string> AlsoTo, string Subject, string Body, string Lang)
{
    /// <summary>The letter of a document in one of its languages.</summary>
    /// <param name="facts">The facts of the document.</param>
    /// <param name="text">Its text in that language.</param>
    public static LetterText Of(PetitionFacts facts, PetitionText text) =>
        new(facts.Addressee, facts.AlsoTo, text.Subject, text.Letter, text.LetterLang);

    /// <summary>The lines of the address: name, office, and the lines of the postal address.</summary>
    public IEnumerable<string> AddressLines =>
        Addressee.Office is { } office ? [Addressee.Name, office, .. Addressee.Address] : [Addressee.Name, .. Addressee.Address];
}
