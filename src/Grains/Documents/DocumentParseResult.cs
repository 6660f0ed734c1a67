using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>What came of reading the files of one petition.</summary>
/// <param name="Document">The document; null exactly when there are problems.</param>
/// <param name="Problems">What keeps the petition from being published.</param>
/// <param name="Warnings">What its author should know; nothing is kept from publication.</param>
public sealed record DocumentParseResult(
    PetitionDocument? Document, ImmutableArray<DocumentProblem> Problems, ImmutableArray<DocumentProblem> Warnings);
