using System.Collections.Immutable;
using Petitions.Grains.Handover;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;

namespace Petitions.Silo.Handover;

/// <summary>Prints the letters of a parcel, each in the version and language that was signed, into volumes.</summary>
internal sealed class ParcelLetters : IDisposable
{
    private readonly ParcelFolder _folder;
    private readonly ParcelJob _job;
    private readonly FontLibrary _fonts;
    private readonly LetterVolumes _volumes;
    private readonly Dictionary<int, string> _languages;

    /// <param name="folder">Where to.</param>
    /// <param name="job">What is printed.</param>
    /// <param name="fonts">The fonts; they are not disposed.</param>
    public ParcelLetters(ParcelFolder folder, ParcelJob job, FontLibrary fonts)
    {
        (_folder, _job, _fonts) = (folder, job, fonts);
        _languages = job.Terms.ConsentRecords.ToDictionary(record => record.Number, record => record.Lang);
        _volumes = new(fonts, new()
        {
            Title = job.Terms.Texts[0].Title, Date = job.Date, LetterOf = LetterOf,
            OpenVolume = number => folder.CreateFile(TemporaryName(number)),
        });
    }

    /// <summary>How many letters, pages, and names that no font could print.</summary>
    public ManifestLetters Totals => new(_volumes.Letters, _volumes.Pages, _volumes.NamesElsewhere);

    /// <summary>Prints a letter.</summary>
    /// <param name="row">The signature.</param>
    /// <param name="reference">The <c>ref</c> of its line.</param>
    /// <param name="values">What leaves of the person.</param>
    public void Add(HandoverRow row, string reference, ParcelValues values) =>
        _volumes.Add(new(
            row.DocumentVersion, _job.Versions[row.DocumentVersion].TextFor(_languages[row.ConsentRecord]).Lang,
            values["givenName"], values["familyName"], values["place"], reference));

    /// <summary>Completes the volumes, on the disk, and returns their names.</summary>
    public async Task<ImmutableArray<string>> CompleteAsync()
    {
        _volumes.Complete();
        var names = ImmutableArray.CreateBuilder<string>(_volumes.Volumes);
        for (var number = 1; number <= _volumes.Volumes; number++)
        {
            var name = LetterVolumes.FileName(number, _volumes.Letters);
            _folder.Rename(TemporaryName(number), name);
            await _folder.SyncAsync(name);
            names.Add(name);
        }
        return names.MoveToImmutable();
    }

    public void Dispose() => _volumes.Dispose();

    // What the signer has read must be what the addressee reads.
    private LetterText LetterOf(int version, string lang)
    {
        var signed = _job.Versions[version];
        var letter = LetterText.Of(signed.Facts, signed.TextFor(lang));
        if (LetterLayout.MissingIn(letter, _fonts) is not { Count: > 0 } missing) return letter;
        throw new UnprintableLetterException(
            FormattableString.Invariant($"No font has these characters of the letter (version {version}, {lang}): ")
            + $"{string.Join(' ', missing)} - put a font that has them into a folder that Petition__Handover__Fonts names.");
    }

    // Only at the end it is known whether there is more than one.
    private static string TemporaryName(int number) => LetterVolumes.FileName(number, long.MaxValue);
}

/// <summary>A letter cannot be printed as it was signed; the message says what to do.</summary>
internal sealed class UnprintableLetterException(string message) : Exception(message);
