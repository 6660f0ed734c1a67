using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Petitions;

/// <summary>
/// What the publication of a document changes: the terms, and also the texts when a signer would read something else. Pure: the caller
/// stores it.
/// </summary>
internal sealed class Publication
{
    private readonly Petition? _before;
    private readonly PetitionDocument _document;
    private readonly DateTimeOffset _now;

    private Publication(Petition? before, PetitionDocument document, bool asDraft, DateTimeOffset now)
    {
        (_before, _document, IsDraft, _now) = (before, document, asDraft, now);
        if (EarlierVersions.IsEmpty || !HasSameTexts(before!, document))
            NewVersion = DocumentVersions.Next(EarlierVersions, document, now);
    }

    /// <summary>It makes or changes a draft, whose version is not stored: nobody can sign it.</summary>
    public bool IsDraft { get; }

    /// <summary>
    /// The version to be stored; null when the newest version has these texts. Changed dates or goals alone make no version.
    /// </summary>
    public DocumentVersion? NewVersion { get; private set; }

    /// <summary>What it changes.</summary>
    public PublicationEffect Effect => (_before, IsDraft) switch
    {
        (null, true) => PublicationEffect.NewDraft,
        (null, false) => PublicationEffect.NewPetition,
        ({ IsDraft: true }, true) => PublicationEffect.ChangedDraft,
        ({ IsDraft: true }, false) => PublicationEffect.Released,
        _ => NewVersion is null ? PublicationEffect.NewTerms : PublicationEffect.NewVersion,
    };

    /// <summary>How the life of the petition names it.</summary>
    public (TransitionKind Kind, string? Reason) Transition => Effect switch
    {
        PublicationEffect.NewDraft => (TransitionKind.Drafted, null),
        PublicationEffect.ChangedDraft => (TransitionKind.DraftChanged, null),
        PublicationEffect.Released => (TransitionKind.Released, VersionText),
        PublicationEffect.NewPetition => (TransitionKind.Published, VersionText),
        PublicationEffect.NewVersion => (TransitionKind.VersionPublished, VersionText),
        _ => (TransitionKind.TermsChanged, null),
    };

    /// <summary>
    /// The change that <paramref name="document"/> makes; null when texts and facts are those of <paramref name="before"/>.
    /// </summary>
    /// <param name="before">The terms as they are; null before the first publication.</param>
    /// <param name="document">What is published.</param>
    /// <param name="asDraft">As a draft, which is not public.</param>
    /// <param name="now">When.</param>
    /// <exception cref="PublicationRefusedException">
    /// It cannot be published like this: the petition is public and would become a draft, is archived, or one of the derived reasons.
    /// </exception>
    public static Publication? Decide(Petition? before, PetitionDocument document, bool asDraft, DateTimeOffset now)
    {
        if (before is null) return new(before, document, asDraft, now);
        if (asDraft && !before.IsDraft)
        {
            throw new PublicationRefusedException(
                $"'{before.Slug}' is public and cannot become a draft again: publish the change without a draft, or choose another id.");
        }
        document = KeepExtension(before, document);
        if (IsSame(before, document) && before.IsDraft == asDraft) return null;
        // Nobody has signed a draft: all of it can change.
        if (!before.IsDraft) ThrowIfRefused(before, document, now);
        return new(before, document, asDraft, now);
    }

    /// <summary>
    /// The document with the date of closing that holds: an extension is not undone by a document with an earlier one. A later one, or
    /// none, replaces it.
    /// </summary>
    public static PetitionDocument KeepExtension(Petition before, PetitionDocument document) =>
        before.Extension is { } extension && document.Facts.ClosesAt < extension.ClosesAt
            ? document with { Facts = document.Facts with { ClosesAt = extension.ClosesAt } } : document;

    /// <summary>Takes the next number for the version: an interrupted publication of other texts has used this one.</summary>
    public void Renumber() => NewVersion = DocumentVersions.Next([.. EarlierVersions, NewVersion!], _document, _now);

    /// <summary>The terms after the publication.</summary>
    /// <param name="id">Number of the petition.</param>
    public Petition TermsOf(int id)
    {
        var versions = NewVersion is null ? EarlierVersions : EarlierVersions.Add(NewVersion);
        if (_before is null)
        {
            return new()
            {
                Id = id, Slug = _document.Slug, Revision = 1, Facts = _document.Facts, Texts = _document.Texts, Versions = versions,
                IsDraft = IsDraft,
            };
        }
        return _before with
        {
            Revision = _before.Revision + 1,
            Facts = _document.Facts,
            Texts = _document.Texts,
            Versions = versions,
            RetentionChangedAt = HasSameRetention(_before.Facts, _document.Facts) ? _before.RetentionChangedAt : _now,
            IsDraft = IsDraft,
            Extension = _document.Facts.ClosesAt == _before.Facts.ClosesAt ? _before.Extension : null,
        };
    }

    // The version of a draft was shown to nobody who could sign.
    private ImmutableArray<DocumentVersion> EarlierVersions => _before is { IsDraft: false } ? _before.Versions : [];

    private string VersionText => string.Create(
        CultureInfo.InvariantCulture, $"version {NewVersion?.Number ?? EarlierVersions[^1].Number}");

    private static void ThrowIfRefused(Petition before, PetitionDocument document, DateTimeOffset now)
    {
        if (before.ArchivedAt is not null)
        {
            throw new PublicationRefusedException(
                $"'{before.Slug}' is archived, and its texts and dates are a record: take it out of the archive first,"
                + " or choose another id.");
        }
        if (before.Facts.Rehearsal != document.Facts.Rehearsal)
        {
            throw new RehearsalMismatchException(
                $"'{before.Slug}' is published as a {(before.Facts.Rehearsal ? "rehearsal" : "live petition")}"
                + " and cannot become the other: choose another id.");
        }
        if (before.Facts.ConfirmsEmail != document.Facts.ConfirmsEmail)
        {
            // Otherwise one petition had signatures of both kinds, and nobody could say which were confirmed.
            throw new ConfirmationMismatchException(
                $"'{before.Slug}' is published with `confirmation: {before.Facts.ConfirmsEmail.ConfirmationWord()}`,"
                + " which cannot change any more: write that, or choose another id.");
        }
        if (before.KeysDestroyedAt is { } destroyedAt && document.Facts.ClosesAt != before.Facts.ClosesAt
            && !(document.Facts.ClosesAt <= now))
        {
            throw new KeysDestroyedException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{before.Slug}' cannot be opened again: its keys were destroyed on {destroyedAt:yyyy-MM-dd},")
                + " so nobody who signed would be recognised. Write the old `closesAt`, or choose another id.");
        }
    }

    private static bool IsSame(Petition before, PetitionDocument document) =>
        HasSameTexts(before, document) && JsonSerializer.Serialize(before.Facts) == JsonSerializer.Serialize(document.Facts);

    private static bool HasSameTexts(Petition before, PetitionDocument document) =>
        before.Texts.Select(text => (text.Lang, text.Hash)).SequenceEqual(document.Texts.Select(text => (text.Lang, text.Hash)));

    private static bool HasSameRetention(PetitionFacts before, PetitionFacts after) =>
        before.ClosesAt == after.ClosesAt && before.RetentionDays == after.RetentionDays;
}
