namespace Petitions.Grains.Petitions;

/// <summary>
/// What the storage provider keeps of a petition: one immutable record, replaced as a whole, because it is serialised off the grain's
/// thread.
/// </summary>
[GenerateSerializer, Alias("petitions.petition-state")]
internal sealed class PetitionState
{
    /// <summary>The terms; null before the first publication.</summary>
    [Id(0)] public Petition? Terms { get; init; }

    /// <summary>How they came about; null before this was kept.</summary>
    [Id(1)] public PetitionLife? Life { get; init; }
}
