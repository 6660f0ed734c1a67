using Petitions.Grains.Documents;

namespace Petitions.Grains.Entry;

/// <summary>
/// Enters signatures that did not come through the page, one batch at a time for each petition. The key is made by
/// <see cref="Slug.ToGrainKey"/>.
/// </summary>
[Alias("petitions.entry-grain")]
public interface IEntryGrain : IGrainWithStringKey
{
    /// <summary>Lines in one <see cref="Enter"/>.</summary>
    const int LinesMax = 1_000;

    /// <summary>
    /// Enters the lines. The same line again changes nothing. Entries fill the batches of the ledger that signers leave room in, so they
    /// never delay or displace a signature; a line that finds no room within <see cref="EntryGrain.EntersWithin"/> is to be entered again.
    /// </summary>
    [Alias("enter")]
    Task<EntryAnswer> Enter(EntryBatch batch);
}
