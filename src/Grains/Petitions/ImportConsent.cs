using Petitions.Grains.Documents;

namespace Petitions.Grains.Petitions;

/// <summary>What is stated about the consent of imported signatures.</summary>
/// <param name="Platform">Where it was given.</param>
/// <param name="Evidence">
/// Evidence that it covers everything that signers consent to here; null when nothing is known of that, then it covers no hand-over.
/// </param>
[GenerateSerializer, Immutable, Alias("petitions.import-statement")]
public sealed record ImportStatement([property: Id(0)] string Platform, [property: Id(1)] string? Evidence);

/// <summary>A consent of imported signatures, which refer to it by number.</summary>
/// <param name="Statement">What was stated.</param>
/// <param name="Record">What was made of it.</param>
[GenerateSerializer, Immutable, Alias("petitions.import-consent")]
public sealed record ImportConsent([property: Id(0)] ImportStatement Statement, [property: Id(1)] ConsentRecord Record);

/// <summary>The imported consents of a petition. Pure.</summary>
public static class ImportConsents
{
    /// <summary>Imported consents of one petition; a further one is not kept.</summary>
    public const int PerPetitionMax = 32;

    /// <summary>Their numbers begin here; those of the documents' consents stay far below.</summary>
    public const int FirstNumber = 1_000_000;

    /// <summary>Length of the evidence, in UTF-16 units.</summary>
    public const int EvidenceCharsMax = 2_000;

    /// <summary>The consent that was kept for a statement under the present terms of transfer; null when there is none.</summary>
    public static ImportConsent? FindImportConsent(this Petition terms, ImportStatement statement) =>
        terms.ImportConsents.FirstOrDefault(kept => kept.Statement == statement && kept.Record.Given[0] == ConsentOf(terms, statement));

    /// <summary>The next consent of a petition; null when it has <see cref="PerPetitionMax"/>.</summary>
    public static ImportConsent? NextImportConsent(this Petition terms, ImportStatement statement)
    {
        if (terms.ImportConsents.Length >= PerPetitionMax) return null;
        var hash = DocumentHash.OfText(statement.Evidence ?? "");
        return new(statement, new(FirstNumber + terms.ImportConsents.Length, terms.FactsLang, hash, [ConsentOf(terms, statement)]));
    }

    // With evidence it is the consent that signers give here, so a hand-over takes it for that, and for the country of these terms only.
    private static Consent ConsentOf(Petition terms, ImportStatement statement)
    {
        var hash = DocumentHash.OfText(statement.Evidence ?? "");
        if (statement.Evidence is null) return new(Consent.Import, statement.Platform, hash, ConsentMethod.Checkbox, null, null);
        return new(
            terms.Facts.Transfer is null ? Consent.Signing : Consent.Transfer, statement.Platform, hash, ConsentMethod.Checkbox,
            terms.Facts.Transfer?.Country, terms.Facts.Transfer?.Adequacy);
    }
}
