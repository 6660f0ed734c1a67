using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Petitions.Frontend.Sharing;

/// <summary>
/// One of the two embedded fonts; a server has no fonts installed. They cover Latin with its extensions, Greek and Cyrillic. Glyphs are
/// placed from left to right with the font's kerning. Scripts that need shaping (Arabic, Devanagari, …) are not in the fonts, and text in
/// them is not drawn: see <see cref="WithoutUnsupported"/>. Not thread-safe.
/// </summary>
internal sealed class CardFont : IDisposable
{
    private readonly SKTypeface _typeface;
    private readonly float _unitsPerEm;

    private CardFont(SKTypeface typeface) => (_typeface, _unitsPerEm) = (typeface, typeface.UnitsPerEm);

    /// <summary>Loads a font of the folder Fonts.</summary>
    /// <exception cref="DllNotFoundException">Skia's native library is missing on this platform.</exception>
    public static CardFont Load(string name)
    {
        using var stream = typeof(CardFont).Assembly.GetManifestResourceStream($"Petitions.Frontend.Sharing.Fonts.{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not built in.");
        // Skia reads glyphs on demand; the typeface keeps the data.
        using var data = SKData.Create(stream);
        return new(SKTypeface.FromData(data) ?? throw new InvalidOperationException($"Skia cannot read the font {name}."));
    }

    /// <summary>
    /// The text without symbols that the font lacks, such as emoji. Null when it lacks a letter or a digit: replacement boxes would be
    /// worse than no text.
    /// </summary>
    public string? WithoutUnsupported(string text)
    {
        using var font = new SKFont(_typeface);
        var supported = new StringBuilder(text.Length);
        var characters = StringInfo.GetTextElementEnumerator(text.Normalize(NormalizationForm.FormC));
        while (characters.MoveNext())
        {
            var character = characters.GetTextElement();
            if (string.IsNullOrWhiteSpace(character)) supported.Append(' ');
            else if (font.ContainsGlyphs(character)) supported.Append(character);
            else if (character.EnumerateRunes().Any(Rune.IsLetterOrDigit)) return null;
        }
        // A symbol between two spaces leaves one space.
        var words = supported.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words);
    }

    /// <summary>The width of a text in pixels.</summary>
    public float Measure(string text, float size)
    {
        using var font = Font(size);
        return Place(font, font.GetGlyphs(text)).Width;
    }

    /// <summary>Draws a text on its baseline; returns the x coordinate of its end.</summary>
    public float Draw(SKCanvas canvas, string text, float x, float y, float size, SKColor colour)
    {
        using var font = Font(size);
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        var glyphs = font.GetGlyphs(text);
        var (positions, width) = Place(font, glyphs);
        using var builder = new SKTextBlobBuilder();
        builder.AddHorizontalRun(glyphs, font, positions, 0);
        using var run = builder.Build();
        if (run is not null) canvas.DrawText(run, x, y, paint);
        return x + width;
    }

    public void Dispose() => _typeface.Dispose();

    private SKFont Font(float size) =>
        new(_typeface, size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };

    private (float[] Positions, float Width) Place(SKFont font, ushort[] glyphs)
    {
        var (positions, x) = (new float[glyphs.Length], 0f);
        if (glyphs.Length == 0) return (positions, x);

        var widths = font.GetGlyphWidths(glyphs);
        // Null when the font has no kerning table.
        var kerning = glyphs.Length > 1 ? _typeface.GetKerningPairAdjustments(glyphs) : null;
        for (var i = 0; i < glyphs.Length; i++)
        {
            positions[i] = x;
            x += widths[i] + (kerning is not null && i < kerning.Length ? kerning[i] * font.Size / _unitsPerEm : 0);
        }
        return (positions, x);
    }
}
