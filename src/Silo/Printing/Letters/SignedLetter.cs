namespace Petitions.Silo.Printing.Letters;

/// <summary>A signature whose letter is printed. It has no date: a letter bears that of the hand-over.</summary>
/// <param name="Version">The version of the document that was signed.</param>
/// <param name="Lang">The language of the text that was signed, see <see cref="Grains.Documents.PetitionText.Lang"/>.</param>
/// <param name="GivenName">Given name.</param>
/// <param name="FamilyName">Family name.</param>
/// <param name="Place">Place; null when none is printed.</param>
/// <param name="Ref">The <c>ref</c> of the signature's line in <c>signatures.csv</c>.</param>
internal readonly record struct SignedLetter(
    int Version, string Lang, string GivenName, string FamilyName, string? Place, string Ref);
