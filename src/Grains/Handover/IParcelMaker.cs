using Petitions.Grains.Petitions;

namespace Petitions.Grains.Handover;

/// <summary>Makes the files of a parcel, and reads them again.</summary>
public interface IParcelMaker
{
    /// <summary>
    /// Makes the parcel of a hand-over, or finds it complete. Whatever an earlier attempt left unfinished is removed. Returns the hand-over
    /// as it ended: with a fingerprint, or with a reason why there is no parcel.
    /// </summary>
    /// <param name="terms">The terms.</param>
    /// <param name="parcel">The hand-over under way.</param>
    /// <param name="previous">The complete ones before it.</param>
    /// <param name="progress">Told how many rows were looked at.</param>
    /// <param name="cancel">Ends the attempt.</param>
    Task<Parcel> MakeAsync(
        Petition terms, Parcel parcel, IReadOnlyList<Parcel> previous, IProgress<long> progress, CancellationToken cancel);

    /// <summary>Proves that a person's line is in a parcel; null when it is not, or the parcel's folder is not here.</summary>
    Task<InclusionProof?> ProveAsync(Petition terms, Parcel parcel, Guid rowKey, CancellationToken cancel);
}

/// <summary>Proof that a line is in a parcel. <see cref="MerkleTree.Proves"/> checks it, with nothing but this.</summary>
/// <param name="Petition">The petition.</param>
/// <param name="Parcel">Number of the hand-over.</param>
/// <param name="Reference">The <c>ref</c> of the line.</param>
/// <param name="Line">The line as it is in <c>signatures.csv</c>, without the line break.</param>
/// <param name="Index">Its place among the lines, from 0, without the header.</param>
/// <param name="Size">Number of lines.</param>
/// <param name="Hashes">The neighbours' hashes from the line up, in lower-case hexadecimal.</param>
/// <param name="Fingerprint">The root.</param>
[GenerateSerializer, Immutable, Alias("petitions.inclusion-proof")]
public sealed record InclusionProof(
    [property: Id(0)] string Petition, [property: Id(1)] int Parcel, [property: Id(2)] string Reference, [property: Id(3)] string Line,
    [property: Id(4)] long Index, [property: Id(5)] long Size, [property: Id(6)] IReadOnlyList<string> Hashes,
    [property: Id(7)] string Fingerprint);
