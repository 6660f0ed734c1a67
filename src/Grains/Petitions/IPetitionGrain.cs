using System.Collections.Immutable;
using Orleans.Concurrency;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;

namespace Petitions.Grains.Petitions;

/// <summary>
/// One petition: its terms and its tally. Signing never calls it. The key is made by <see cref="Slug.ToGrainKey"/>; callers
/// look the slug up in the catalogue first, so that an unknown one activates nothing.
/// </summary>
[Alias("petitions.petition-grain")]
public interface IPetitionGrain : IGrainWithStringKey
{
    /// <summary>People in one <see cref="Lookup"/>.</summary>
    const int LookupMax = 1_000;

    /// <summary>
    /// Makes <paramref name="document"/> the newest version, or changes nothing when its texts and facts are those of the newest one.
    /// Changed dates or goals alone make no new version. A draft becomes public. A date of closing before that of an extension does not
    /// hold.
    /// </summary>
    /// <exception cref="RehearsalMismatchException">One of them is a rehearsal and the other is not.</exception>
    /// <exception cref="ConfirmationMismatchException">One of them asks for confirmed e-mail addresses and the other does not.</exception>
    /// <exception cref="KeysDestroyedException">
    /// The petition's keys are destroyed, and the document moves the date of closing into the future.
    /// </exception>
    /// <exception cref="PublicationRefusedException">The petition is archived, and the document changes it.</exception>
    [Alias("publish")]
    Task<Petition> Publish(PetitionDocument document);

    /// <summary>
    /// Makes <paramref name="document"/> a draft, or the text of the draft that there is: visible at its preview address only, signed by
    /// nobody. Changes nothing when it is that text already.
    /// </summary>
    /// <exception cref="PublicationRefusedException">The petition is public, and stays so.</exception>
    [Alias("draft")]
    Task<Petition> Draft(PetitionDocument document);

    /// <summary>
    /// Makes a draft public, as its dates say scheduled, open or closed; does nothing when it is public. Returns the terms as they are
    /// now, or null when nothing was ever published under this key.
    /// </summary>
    [Alias("release")]
    Task<Petition?> Release();

    /// <summary>
    /// What <see cref="Publish"/>, or <see cref="Draft"/>, would do with <paramref name="document"/>; it changes nothing and throws the
    /// same exceptions.
    /// </summary>
    [Alias("check"), AlwaysInterleave]
    Task<PublicationCheck> Check(PetitionDocument document, bool asDraft);

    /// <summary>
    /// Moves the date of closing to a later one, which opens a petition that was closed by date. Said again, it changes nothing.
    /// </summary>
    /// <param name="closesAt">The new date.</param>
    /// <param name="reasons">Why, at least one; the page shows it.</param>
    [Alias("extend")]
    Task<ExtensionAnswer> Extend(DateTimeOffset closesAt, ImmutableArray<ExtensionReason> reasons);

    /// <summary>
    /// Archives the petition, which closes it as <see cref="SetOpen"/> does; or takes it out of the archive, closed. Returns the terms as
    /// they are now, or null when nothing was ever published under this key. A draft stays a draft.
    /// </summary>
    [Alias("set-archived")]
    Task<Petition?> SetArchived(bool archived);

    /// <summary>
    /// Takes the petition off the public pages for an admin, which closes it as <see cref="SetOpen"/> does; or puts it back, closed. Both
    /// survive a restart and a further publication. Returns the terms as they are now, or null when nothing was ever published under this
    /// key. A draft stays a draft.
    /// </summary>
    [Alias("set-listed")]
    Task<Petition?> SetListed(bool listed);

    /// <summary>The terms; null when nothing was ever published under this key.</summary>
    [Alias("terms")]
    Task<Petition?> Terms();

    /// <summary>
    /// Closes or opens for an admin. When a close returns, every signature that was acknowledged is in the count and none will be added.
    /// Returns the terms as they are now, or null when nothing was ever published under this key. A petition whose keys are destroyed
    /// or that is archived or not listed stays closed, whatever is asked for; a draft stays a draft.
    /// </summary>
    [Alias("set-open")]
    Task<Petition?> SetOpen(bool open);

    /// <summary>
    /// Destroys the petition's keys if its days of retention are over, see <see cref="Petition.IsRetentionOver"/>; otherwise does nothing.
    /// The decision is stored first, then the key is destroyed: a second call continues where a crash stopped the first. Returns the terms
    /// as they are now.
    /// </summary>
    [Alias("destroy-keys-when-due")]
    Task<Petition?> DestroyKeysWhenDue();

    /// <summary>
    /// Notes that names were handed over, from which the days of retention count. A later time replaces an earlier one. Returns the terms
    /// as they are now, or null when nothing was ever published under this key.
    /// </summary>
    /// <param name="completedAt">When the parcel was complete.</param>
    /// <param name="cutOff">Until when signatures are in it.</param>
    [Alias("set-handed-over")]
    Task<Petition?> SetHandedOver(DateTimeOffset completedAt, DateTimeOffset cutOff);

    /// <summary>
    /// Keeps what is stated about the consent of imported signatures, at most <see cref="ImportConsents.PerPetitionMax"/> statements; the
    /// same one again changes nothing. Returns the terms as they are now, or null when nothing was ever published under this key.
    /// </summary>
    [Alias("keep-import-consent")]
    Task<Petition?> KeepImportConsent(ImportStatement statement);

    /// <summary>Notes that no row of a petition whose keys are destroyed holds personal data any more.</summary>
    [Alias("data-emptied")]
    Task<Petition?> DataEmptied();

    /// <summary>
    /// How the petition stands, for admins; null when nothing was ever published under this key. Looks at every row, in at most the time
    /// of one statement.
    /// </summary>
    [Alias("status"), AlwaysInterleave]
    Task<PetitionStatus?> Status();

    /// <summary>
    /// Takes what silos committed: absolute values, so that reports may arrive late, twice or in any order. The highest version of each
    /// shard wins.
    /// </summary>
    [Alias("report"), AlwaysInterleave]
    Task Report(ImmutableArray<TallyShard> readings);

    /// <summary>
    /// The states of these people's signatures, in their order; null for each who has none. Null instead when nothing was ever
    /// published under this key.
    /// </summary>
    /// <param name="signerKeys">At most <see cref="LookupMax"/> signer keys, as they are computed from e-mail addresses.</param>
    [Alias("lookup"), AlwaysInterleave]
    Task<ImmutableArray<SignatureState?>?> Lookup(ImmutableArray<Guid> signerKeys);

    /// <summary>
    /// The text of any version in one of its languages, as its signers read it; null when there is none. Reads the database; the newest
    /// texts are in the terms.
    /// </summary>
    [Alias("text-of"), AlwaysInterleave]
    Task<PetitionText?> TextOf(int version, string lang);

    /// <summary>
    /// Removes a rehearsal with all its signatures, or a draft, as if it had never been. False, and nothing is done, when the petition is
    /// live.
    /// </summary>
    [Alias("remove")]
    Task<bool> Remove();

    /// <summary>The tally; null when nothing was ever published under this key.</summary>
    [Alias("tally"), AlwaysInterleave]
    Task<Tally?> Tally();

    /// <summary>
    /// How the count came to be what it is; null when nothing was ever published under this key. Reads the database, so callers keep the
    /// answer for a while.
    /// </summary>
    [Alias("history"), AlwaysInterleave]
    Task<CountHistory?> History();
}
