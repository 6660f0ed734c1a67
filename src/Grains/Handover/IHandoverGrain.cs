using System.Collections.Immutable;
using Orleans.Concurrency;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Handover;

/// <summary>
/// The hand-overs of one petition: one at a time, made in the background, continued after a crash. The key is made by
/// <see cref="Slug.ToGrainKey"/>.
/// </summary>
[Alias("petitions.handover-grain")]
public interface IHandoverGrain : IGrainWithStringKey
{
    /// <summary>Begins a hand-over, unless there is a reason not to. One that is under way is continued and returned.</summary>
    [Alias("begin")]
    Task<HandoverAnswer> Begin(HandoverRequest request);

    /// <summary>All hand-overs, the oldest first.</summary>
    [Alias("list"), AlwaysInterleave]
    Task<ImmutableArray<HandoverStatus>> List();

    /// <summary>Continues a hand-over that a crash interrupted; does nothing when there is none.</summary>
    [Alias("continue")]
    Task Continue();

    /// <summary>
    /// Ends what is being made and deletes the parcels of a rehearsal that are on this machine, before the rehearsal itself is removed.
    /// Does nothing to a live petition.
    /// </summary>
    [Alias("remove-rehearsal")]
    Task RemoveRehearsal();

    /// <summary>
    /// Proves that a person's line is in the newest parcel that has it; null when it is in none, or the parcels are not on this machine.
    /// </summary>
    /// <param name="signerKey">The person, as it is computed from the e-mail address.</param>
    [Alias("prove"), AlwaysInterleave]
    Task<InclusionProof?> Prove(Guid signerKey);

    /// <summary>The newest parcel that a person is in; null when they are in none, or the parcels are not on this machine.</summary>
    /// <param name="signerKey">The person, as it is computed from the e-mail address.</param>
    [Alias("find"), AlwaysInterleave]
    Task<Parcel?> Find(Guid signerKey);
}

/// <summary>A request for a hand-over.</summary>
/// <param name="By">Who asks for it; stored in its history.</param>
/// <param name="Letters">Print a letter for each signer. Nobody signed a rehearsal, so it has none.</param>
/// <param name="Rehearsal">True for a rehearsal, and for no live petition: neither is handed over by mistake for the other.</param>
[GenerateSerializer, Immutable, Alias("petitions.handover-request")]
public sealed record HandoverRequest([property: Id(0)] string By, [property: Id(1)] bool Letters, [property: Id(2)] bool Rehearsal);

/// <summary>A hand-over, and how far it has come.</summary>
/// <param name="Parcel">What is stored.</param>
/// <param name="Progress">Null when it has ended, or waits to be continued.</param>
[GenerateSerializer, Immutable, Alias("petitions.handover-status")]
public sealed record HandoverStatus([property: Id(0)] Parcel Parcel, [property: Id(1)] HandoverProgress? Progress);

/// <summary>The answer to a request for a hand-over.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Parcel">The one that is under way; null when it was refused.</param>
[GenerateSerializer, Immutable, Alias("petitions.handover-answer")]
public sealed record HandoverAnswer([property: Id(0)] HandoverOutcome Outcome, [property: Id(1)] Parcel? Parcel);

/// <summary>Outcomes of a request for a hand-over.</summary>
public enum HandoverOutcome
{
    /// <summary>It is being made.</summary>
    Begun,

    /// <summary>One was under way already; it goes on.</summary>
    UnderWay,

    /// <summary>There is no such petition.</summary>
    UnknownPetition,

    /// <summary>The petition is a rehearsal, and a live one was meant.</summary>
    Rehearsal,

    /// <summary>The petition is a live one, and a rehearsal was meant.</summary>
    LivePetition,

    /// <summary>The petition has not opened yet.</summary>
    NotOpenYet,

    /// <summary>The personal data was destroyed.</summary>
    KeysDestroyed,

    /// <summary>No signature was counted since the last cut-off.</summary>
    NothingNew,

    /// <summary>The petition is a draft, which nobody could sign.</summary>
    Draft,
}
