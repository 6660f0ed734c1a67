namespace Petitions.Silo.Printing.Letters;

/// <summary>What <see cref="LetterVolumes"/> prints, and where to.</summary>
internal sealed record LetterVolumesOptions
{
    /// <summary>Title of the files.</summary>
    public required string Title { get; init; }

    /// <summary>The date on the letters: that of the hand-over, never that of a signature.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The letter of a version of the document in one of its languages; called once for each.</summary>
    public required Func<int, string, LetterText> LetterOf { get; init; }

    /// <summary>
    /// Opens the stream of a volume, given its number from 1. It is written from front to back, and disposed when it is complete.
    /// </summary>
    public required Func<int, Stream> OpenVolume { get; init; }

    /// <summary>Letters of a volume, at least 1.</summary>
    public int LettersPerVolume { get; init; } = LetterVolumes.LettersPerVolumeDefault;
}
