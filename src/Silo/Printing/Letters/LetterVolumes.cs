using System.Globalization;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Letters;

/// <summary>
/// Prints the letters of a hand-over into PDFs of some thousand letters each, one letter after the other: what stays in memory does not
/// depend on their number. The text of a letter is set once and is in each volume once; a signer adds place, date, name and <c>ref</c>.
/// The same letters make the same bytes. Not thread-safe.
/// </summary>
internal sealed class LetterVolumes : IDisposable
{
    /// <summary>Letters of a volume, unless stated otherwise. Viewers open such a file at once, and it has some 10 MB.</summary>
    public const int LettersPerVolumeDefault = 10_000;

    private readonly LetterVolumesOptions _options;
    private readonly Typesetter _typesetter;
    private readonly SignerMarks _marks;
    private readonly Dictionary<(int Version, string Lang), LetterLayout> _layouts = [];
    private Volume? _volume;

    /// <param name="fonts">The fonts; they are not disposed.</param>
    /// <param name="options">What is printed, and where to.</param>
    public LetterVolumes(FontLibrary fonts, LetterVolumesOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LettersPerVolume, 1);
        (_options, _typesetter) = (options, new Typesetter(fonts));
        _marks = new SignerMarks(_typesetter, options.Date);
    }

    /// <summary>Letters so far.</summary>
    public long Letters { get; private set; }

    /// <summary>Pages so far.</summary>
    public long Pages { get; private set; }

    /// <summary>Volumes so far, the one in progress included.</summary>
    public int Volumes { get; private set; }

    /// <summary>Letters whose name no font could print, so that they name the line of the list instead.</summary>
    public long NamesElsewhere { get; private set; }

    /// <summary>The file name of a volume: <c>letters.pdf</c> for the only one, else <c>letters-001.pdf</c> and so on.</summary>
    /// <param name="number">Number of the volume, from 1.</param>
    /// <param name="letters">Letters of the hand-over.</param>
    /// <param name="lettersPerVolume">Letters of a volume.</param>
    public static string FileName(int number, long letters, int lettersPerVolume = LettersPerVolumeDefault) =>
        letters <= lettersPerVolume ? "letters.pdf" : $"letters-{number.ToString("D3", CultureInfo.InvariantCulture)}.pdf";

    /// <summary>Prints a letter.</summary>
    /// <exception cref="KeyNotFoundException">The document has no such version or language.</exception>
    /// <exception cref="IOException">The volume could not be written.</exception>
    public void Add(in SignedLetter letter)
    {
        var layout = LayoutOf(letter.Version, letter.Lang);
        if (_volume?.Letters == _options.LettersPerVolume) EndVolume();
        _volume ??= new Volume(_options.OpenVolume(++Volumes), new PdfInfo(_options.Title, null, _options.Date));

        var forms = _volume.FormsOf(layout);
        for (var i = 0; i < forms.Length; i++)
        {
            var page = _volume.NewPage();
            page.Form(forms[i]);
            if (i == 0) _marks.Date(page, layout, letter);
            if (i == forms.Length - 1 && !_marks.Name(page, layout, letter)) NamesElsewhere++;
            _marks.Foot(page, layout, letter, i + 1);
            _volume.AddPage();
        }
        _volume.Letters++;
        Letters++;
        Pages += forms.Length;
    }

    /// <summary>Completes the last volume. Without it the last file is no PDF.</summary>
    public void Complete()
    {
        if (_volume is not null) EndVolume();
    }

    public void Dispose()
    {
        _volume?.Dispose();
        _typesetter.Dispose();
    }

    // A petition has few versions and languages, so all of them stay.
    private LetterLayout LayoutOf(int version, string lang)
    {
        if (_layouts.TryGetValue((version, lang), out var known)) return known;
        return _layouts[(version, lang)] = LetterLayout.Of(_options.LetterOf(version, lang), _typesetter);
    }

    private void EndVolume()
    {
        _volume!.Complete();
        _volume.Dispose();
        _volume = null;
    }

    private sealed class Volume : IDisposable
    {
        private readonly Stream _target;
        private readonly PdfDocument _document;
        private readonly Drawing _page;
        private readonly Dictionary<LetterLayout, string[]> _forms = [];

        public Volume(Stream target, PdfInfo info)
        {
            (_target, _document) = (target, new PdfDocument(target, info));
            _page = new Drawing(_document.Uses);
        }

        public int Letters { get; set; }

        public string[] FormsOf(LetterLayout layout)
        {
            if (!_forms.TryGetValue(layout, out var forms)) _forms[layout] = forms = [.. layout.Pages.Select(_document.AddForm)];
            return forms;
        }

        public Drawing NewPage()
        {
            _page.Clear();
            return _page;
        }

        public void AddPage() => _document.AddPage(_page);

        public void Complete() => _document.Complete();

        public void Dispose() => _target.Dispose();
    }
}
