using Petitions.Grains.Ledger;

namespace Petitions.Grains.Handover;

/// <summary>A signature row, as the selection of a parcel reads it.</summary>
/// <param name="RowKey">The person within the petition.</param>
/// <param name="State">State of the signature.</param>
/// <param name="Epoch">The hand-over that the row belongs to.</param>
/// <param name="WithdrawnEpoch">The epoch under way when it was withdrawn; null when it was not, or before it counted.</param>
/// <param name="DocumentVersion">The version that was signed.</param>
/// <param name="ConsentRecord">Number of the consent record.</param>
/// <param name="SignedAt">Minute of signing; null when the row was emptied.</param>
/// <param name="Ciphertext">The personal data, encrypted; null when it was erased.</param>
public readonly record struct HandoverRow(
    Guid RowKey, SignatureState State, int Epoch, int? WithdrawnEpoch, int DocumentVersion, int ConsentRecord,
    DateTimeOffset? SignedAt, byte[]? Ciphertext);
