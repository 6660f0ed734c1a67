using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;

namespace Petitions.Silo.Printing.Fonts;

/// <summary>
/// The fonts of printed things: four styles of a serif that are built in (Latin, Greek, Cyrillic), and those of a folder for all that
/// these lack. Used by one hand-over at a time; not thread-safe.
/// </summary>
internal sealed class FontLibrary : IDisposable
{
    /// <summary>Remembered choices per style; beyond it they are made anew. Text of signers decides which there are.</summary>
    private const int ChoicesMax = 20_000;

    private static readonly string[] BuiltIn = ["LetterSerif-Regular", "LetterSerif-Bold", "LetterSerif-Italic", "LetterSerif-BoldItalic"];

    private readonly List<FontFace> _builtIn = [];
    private readonly List<FontFace> _ofFolder = [];
    private readonly Dictionary<FontStyle, Dictionary<string, FontFace?>> _choices = [];
    private readonly Dictionary<FontStyle, List<FontFace>> _preferred = [];

    private FontLibrary()
    {
    }

    /// <summary>Fonts of the folder that were not taken: they cannot be embedded as subsets.</summary>
    public IReadOnlyList<string> PassedOver { get; private set; } = [];

    /// <summary>Opens the built-in fonts and the files <c>*.ttf</c> of a folder and its subfolders.</summary>
    /// <param name="folder">Null when there is none.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static FontLibrary Open(string? folder)
    {
        var library = new FontLibrary();
        foreach (var name in BuiltIn)
        {
            library._builtIn.Add(FontFace.TryOpen(BuiltInFile(name), name, library._builtIn.Count)
                ?? throw new InvalidOperationException($"The font {name} cannot be embedded."));
        }
        if (folder is not null) library.AddFolder(folder);
        return library;
    }

    /// <summary>
    /// The font for one grapheme: the built-in one of the style, else the font of the folder that is closest in style. Null when no font
    /// has all of its characters.
    /// </summary>
    public FontFace? FaceFor(ReadOnlySpan<char> grapheme, FontStyle style)
    {
        if (!_choices.TryGetValue(style, out var choices)) _choices[style] = choices = [];
        if (choices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(grapheme, out var known)) return known;
        if (choices.Count >= ChoicesMax) choices.Clear();
        var text = grapheme.ToString();
        return choices[text] = Preferred(style).Find(face => Covers(face, text));
    }

    /// <summary>The built-in font of a style; what no font has is shown as its box.</summary>
    public FontFace Default(FontStyle style) => Preferred(style)[0];

    /// <summary>True when a font has all characters of a grapheme that can be seen.</summary>
    public static bool Covers(FontFace face, ReadOnlySpan<char> grapheme)
    {
        foreach (var character in grapheme.EnumerateRunes())
            if (!IsInvisible(character) && !face.Has(character.Value)) return false;
        return true;
    }

    /// <summary>True when there is a font for every character of a text.</summary>
    public bool CanPrint(ReadOnlySpan<char> text, FontStyle style = FontStyle.Regular)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text[i..]);
            if (FaceFor(text.Slice(i, length), style) is null) return false;
            i += length;
        }
        return true;
    }

    /// <summary>What of a text no font has, each grapheme once.</summary>
    public IReadOnlyList<string> MissingIn(string text, FontStyle style = FontStyle.Regular)
    {
        var missing = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(i));
            var grapheme = text.AsSpan(i, length);
            i += length;
            if (FaceFor(grapheme, style) is not null) continue;
            if (grapheme.ToString() is var name && !missing.Contains(name)) missing.Add(name);
        }
        return missing;
    }

    public void Dispose()
    {
        foreach (var face in _builtIn.Concat(_ofFolder)) face.Dispose();
    }

    // Not Blob.FromStream, which keeps the address of an array that the garbage collector may move (mono/SkiaSharp#3472).
    private static Blob BuiltInFile(string name)
    {
        using var stream = typeof(FontLibrary).Assembly.GetManifestResourceStream($"Petitions.Silo.Printing.Fonts.{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not built in.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var memory = Marshal.AllocHGlobal(bytes.Length);
        Marshal.Copy(bytes, 0, memory, bytes.Length);
        return new Blob(memory, bytes.Length, MemoryMode.ReadOnly, () => Marshal.FreeHGlobal(memory));
    }

    private void AddFolder(string folder)
    {
        var passedOver = new List<string>();
        // In an order that does not depend on the file system, so that the same letters make the same bytes.
        foreach (var file in Directory.EnumerateFiles(folder, "*.ttf", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = new string([.. Path.GetFileNameWithoutExtension(file).Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')]);
            // The file is mapped, not read: of hundreds of fonts a few are used.
            if (FontFace.TryOpen(Blob.FromFile(file), name, _builtIn.Count + _ofFolder.Count) is { } face) _ofFolder.Add(face);
            else passedOver.Add(file);
        }
        PassedOver = passedOver;
    }

    private List<FontFace> Preferred(FontStyle style)
    {
        if (_preferred.TryGetValue(style, out var faces)) return faces;
        return _preferred[style] =
        [
            .. _builtIn.Where(face => face.Style == style),
            .. _ofFolder.OrderBy(face => Distance(face, style)).ThenBy(face => face.Name, StringComparer.Ordinal),
        ];
    }

    // The script decides first, and it has few fonts; among them the weight, then the slant, then serifs.
    private static int Distance(FontFace face, FontStyle style)
    {
        var weight = style.HasFlag(FontStyle.Bold) ? 700 : 400;
        var slant = (face.Style & FontStyle.Italic) == (style & FontStyle.Italic) ? 0 : 150;
        string[] plain = ["Sans", "Mono", "Kufi", "UI", "Condensed", "Display"];
        return Math.Abs(face.Weight - weight) + slant + 10 * plain.Count(word => face.Name.Contains(word, StringComparison.Ordinal));
    }

    // Joiners and the like steer shaping and have no shape of their own.
    private static bool IsInvisible(Rune character) =>
        Rune.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator
        || character.Value is >= 0xFE00 and <= 0xFE0F;
}
