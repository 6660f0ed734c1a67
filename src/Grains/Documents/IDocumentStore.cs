namespace Petitions.Grains.Documents;

/// <summary>Every published version of the documents: the evidence that signatures refer to (GDPR Art. 7(1)).</summary>
public interface IDocumentStore
{
    /// <summary>
    /// Stores the texts of a version and what its signers consent to. What is there already stays as it is. False, and nothing is stored,
    /// when that is something else: a publication that a crash interrupted has used the number of the version or of a consent.
    /// </summary>
    Task<bool> AddVersionAsync(int petition, DocumentVersion version, PetitionDocument document, CancellationToken cancel);

    /// <summary>Stores a consent that came with imported signatures. What is there already stays as it is.</summary>
    Task AddConsentAsync(int petition, int version, ConsentRecord record, CancellationToken cancel);

    /// <summary>A text that <see cref="AddVersionAsync"/> stored; null when there is none.</summary>
    Task<PetitionText?> FindTextAsync(int petition, int version, string lang, CancellationToken cancel);
}
