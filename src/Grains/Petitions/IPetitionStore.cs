using System.Collections.Immutable;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;

namespace Petitions.Grains.Petitions;

/// <summary>
/// The control plane of the storage: which petitions there are, their shards and their wrapped keys. Rare and small; signatures go
/// through <see cref="ISignatureLedger"/>.
/// </summary>
public interface IPetitionStore
{
    /// <summary>
    /// The number of the petition <paramref name="slug"/>. The first call makes it, its shards and its key in one transaction, of which
    /// one wins when two run together.
    /// </summary>
    /// <param name="slug">The petition's name.</param>
    /// <param name="wrappedKey">The key to store if the petition is new; ignored otherwise.</param>
    /// <param name="cancel">Gives up; the petition is then made or not.</param>
    Task<int> EnsureAsync(string slug, byte[] wrappedKey, CancellationToken cancel);

    /// <summary>
    /// Stores the texts of a version and what its signers consent to, as the evidence that signatures refer to (GDPR Art. 7(1)).
    /// What is there already stays as it is.
    /// </summary>
    Task AddVersionAsync(int petition, DocumentVersion version, PetitionDocument document, CancellationToken cancel);

    /// <summary>A text that <see cref="AddVersionAsync"/> stored; null when there is none.</summary>
    Task<PetitionText?> FindTextAsync(int petition, int version, string lang, CancellationToken cancel);

    /// <summary>
    /// Shows <paramref name="terms"/> to every process from now on. A write of an older revision than the stored one changes nothing.
    /// </summary>
    Task ListAsync(Petition terms, CancellationToken cancel);

    /// <summary>What was listed since <paramref name="change"/>, in order; 0 reads everything.</summary>
    Task<CatalogueChanges> ReadChangesAsync(long change, CancellationToken cancel);

    /// <summary>The revision that <see cref="ListAsync"/> last stored for a petition; 0 when it was never listed.</summary>
    Task<int> ListedRevisionAsync(int petition, CancellationToken cancel);

    /// <summary>The newest values of all shards of a petition; null when it was removed.</summary>
    Task<TallyState?> ReadShardsAsync(int petition, CancellationToken cancel);

    /// <summary>
    /// Opens or closes all shards in one transaction, in their fixed order. When closing returns, no batch can add to the petition, and
    /// what was in flight is committed.
    /// </summary>
    Task SetOpenAsync(int petition, bool open, CancellationToken cancel);

    /// <summary>
    /// Raises the epoch of all shards in one transaction and returns the one that ended: every signature of that epoch or an older one
    /// is committed now, and none will join them.
    /// </summary>
    Task<int> RaiseEpochAsync(int petition, CancellationToken cancel);

    /// <summary>States of signatures, in the order of <paramref name="rowKeys"/>; null for each who has none.</summary>
    Task<ImmutableArray<SignatureState?>> FindStatesAsync(int petition, ImmutableArray<Guid> rowKeys, CancellationToken cancel);

    /// <summary>
    /// Destroys a petition that is closed: signatures in steps, then texts, consents, shards and key, at last its name, which another
    /// petition may then have. Calling it again goes on where a crash has stopped it.
    /// </summary>
    Task RemoveAsync(int petition, CancellationToken cancel);

    /// <summary>The petition's key as it was stored, still wrapped; null when it was destroyed or never made.</summary>
    Task<byte[]?> FindWrappedKeyAsync(int petition, CancellationToken cancel);

    /// <summary>Destroys the petition's wrapped key; it is gone when this returns, and twice is as good as once.</summary>
    Task DestroyKeyAsync(int petition, CancellationToken cancel);

    /// <summary>
    /// Stores a point of the history of the count. Of two words about one minute the later stands, whoever wrote the earlier; nothing is
    /// stored for a petition that was removed.
    /// </summary>
    Task AddCountAsync(int petition, CountPoint point, CancellationToken cancel);

    /// <summary>The newest point of the history; null when there is none.</summary>
    Task<CountPoint?> FindLastCountAsync(int petition, CancellationToken cancel);

    /// <summary>
    /// The history in order of time: every point of the part by minutes, and of each hour before it the last, whether it was thinned out
    /// already or not. The first point of all stays the first, because everything is counted from there.
    /// </summary>
    Task<ImmutableArray<CountPoint>> ReadCountsAsync(int petition, CountWindow window, CancellationToken cancel);

    /// <summary>Of each hour that ended before <paramref name="minute"/>, keeps the last point only, and the first point of all.</summary>
    /// <param name="petition">The petition's number.</param>
    /// <param name="minute">The first minute of an hour.</param>
    /// <param name="cancel">Gives up; everything is thinned then or nothing.</param>
    Task ThinCountsAsync(int petition, int minute, CancellationToken cancel);
}

/// <summary>All shards of a petition at one moment.</summary>
/// <param name="Open">They take signatures; the same for all of them.</param>
/// <param name="Epoch">The epoch that new signatures get; the same for all of them.</param>
/// <param name="Readings">One per shard.</param>
public sealed record TallyState(bool Open, int Epoch, ImmutableArray<TallyShard> Readings);

/// <summary>Petitions whose terms changed.</summary>
/// <param name="Change">The newest change in it; the next read starts here.</param>
/// <param name="Petitions">Their terms.</param>
/// <param name="Removed">Numbers of those that are no more.</param>
[GenerateSerializer, Immutable, Alias("petitions.catalogue-changes")]
public sealed record CatalogueChanges(
    [property: Id(0)] long Change, [property: Id(1)] ImmutableArray<Petition> Petitions, [property: Id(2)] ImmutableArray<int> Removed);
