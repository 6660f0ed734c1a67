using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>Which glyphs of which fonts are drawn, so that these alone are embedded.</summary>
internal sealed class GlyphUses
{
    private readonly Dictionary<FontFace, HashSet<ushort>> _glyphs = [];

    /// <summary>The fonts in the order of the library.</summary>
    public IEnumerable<(FontFace Face, IReadOnlyCollection<ushort> Glyphs)> All =>
        _glyphs.OrderBy(font => font.Key.Number).Select(font => (font.Key, (IReadOnlyCollection<ushort>)font.Value));

    public void Add(FontFace face, ushort glyph) => Of(face).Add(glyph);

    public void Add(GlyphUses others)
    {
        foreach (var (face, glyphs) in others._glyphs) Of(face).UnionWith(glyphs);
    }

    private HashSet<ushort> Of(FontFace face)
    {
        if (!_glyphs.TryGetValue(face, out var glyphs)) _glyphs[face] = glyphs = [];
        return glyphs;
    }
}
