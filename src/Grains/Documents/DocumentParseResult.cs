using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>The result of parsing the files of one petition.</summary>
/// <param name="Document">The document; null if and only if there are problems.</param>
/// <param name="Problems">Errors: the petition cannot be published.</param>
/// <param name="Warnings">Advice for the author: the petition can be published.</param>
public sealed record DocumentParseResult(
    PetitionDocument? Document, ImmutableArray<DocumentProblem> Problems, ImmutableArray<DocumentProblem> Warnings);
