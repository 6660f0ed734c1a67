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

    private Publication(Petition? before, PetitionDocument document, DateTimeOffset now)
    {
        (_before, _document, _now) = (before, document, now);
        if (before is null || !HasSameTexts(before, document)) NewVersion = DocumentVersions.Next(before?.Versions ?? [], document, now);
    }

    /// <summary>
    /// The version to be stored; null when the newest version has these texts. Changed dates or goals alone make no version.
    /// </summary>
    public DocumentVersion? NewVersion { get; }

    /// <summary>
    /// The change that <paramref name="document"/> makes; null when texts and facts are those of <paramref name="before"/>.
    /// </summary>
    /// <param name="before">The terms as they are; null before the first publication.</param>
    /// <param name="document">What is published.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RehearsalMismatchException">One of them is a rehearsal and the other is not.</exception>
    /// <exception cref="ConfirmationMismatchException">One of them asks for confirmed e-mail addresses and the other does not.</exception>
    /// <exception cref="KeysDestroyedException">
    /// The petition's keys are destroyed, and the document moves the date of closing into the future.
    /// </exception>
    public static Publication? Decide(Petition? before, PetitionDocument document, DateTimeOffset now)
    {
        if (before is not null)
        {
            if (IsSame(before, document)) return null;
            ThrowIfRefused(before, document, now);
        }
        return new(before, document, now);
    }

    /// <summary>The terms after the publication.</summary>
    /// <param name="id">Number of the petition.</param>
    public Petition TermsOf(int id)
    {
        var versions = _before?.Versions ?? [];
        if (NewVersion is not null) versions = versions.Add(NewVersion);
        if (_before is null)
        {
            return new()
            {
                Id = id, Slug = _document.Slug, Revision = 1, Facts = _document.Facts, Texts = _document.Texts, Versions = versions,
            };
        }
        return _before with
        {
            Revision = _before.Revision + 1,
            Facts = _document.Facts,
            Texts = _document.Texts,
            Versions = versions,
            RetentionChangedAt = HasSameRetention(_before.Facts, _document.Facts) ? _before.RetentionChangedAt : _now,
        };
    }

    private static void ThrowIfRefused(Petition before, PetitionDocument document, DateTimeOffset now)
    {
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
