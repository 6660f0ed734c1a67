using HarfBuzzSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace Petitions.Silo.Printing.Typesetting;

/// <summary>Turns text into placed glyphs with HarfBuzz. One buffer serves all calls; not thread-safe.</summary>
internal sealed class Shaper : IDisposable
{
    // Optional ligatures, such as the one in the name Abdullah: Poppler turns the letters of one around when it is read from right to left.
    // Required ones stay.
    private static readonly Feature[] WithoutLigatures = [new(Tag.Parse("liga"), 0)];

    private readonly Buffer _buffer = new();
    private readonly Dictionary<string, Language> _languages = [];

    /// <summary>Shapes a part of a paragraph; letters join across its ends with what stands there.</summary>
    /// <param name="text">The paragraph.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="item">Font, direction and script of the part.</param>
    /// <param name="format">Size and language.</param>
    public GlyphRun Shape(string text, int start, int end, TextItem item, TextFormat format)
    {
        _buffer.ClearContents();
        _buffer.AddUtf16(text.AsSpan(), start, end - start);
        _buffer.Direction = item.IsRtl ? Direction.RightToLeft : Direction.LeftToRight;
        _buffer.Script = item.Script;
        _buffer.Language = LanguageOf(format.Lang);
        item.Face.Shaper.Shape(_buffer, item.IsRtl ? WithoutLigatures : []);

        var infos = _buffer.GetGlyphInfoSpan();
        var positions = _buffer.GetGlyphPositionSpan();
        var glyphs = new PlacedGlyph[infos.Length];
        for (var i = 0; i < glyphs.Length; i++)
        {
            var position = positions[i];
            glyphs[i] = new(
                (ushort)infos[i].Codepoint, (int)infos[i].Cluster, position.XAdvance, position.XOffset, position.YOffset);
        }
        return new(item.Face, format.Size, text, start, end, item.IsRtl, glyphs);
    }

    public void Dispose() => _buffer.Dispose();

    private Language LanguageOf(string tag)
    {
        if (!_languages.TryGetValue(tag, out var language)) _languages[tag] = language = new Language(tag);
        return language;
    }
}
