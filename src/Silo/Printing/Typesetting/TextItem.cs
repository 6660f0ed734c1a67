using System.Globalization;
using HarfBuzzSharp;
using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Printing.Typesetting;

/// <summary>A part of a paragraph that is shaped in one go: one font, one direction, one script.</summary>
internal readonly record struct TextItem(int Start, int End, FontFace Face, byte Level, Script Script)
{
    public bool IsRtl => Level % 2 == 1;

    /// <summary>Divides a paragraph.</summary>
    /// <param name="text">The paragraph.</param>
    /// <param name="styles">The style of each char.</param>
    /// <param name="levels">The level of each char, see <see cref="Bidi"/>.</param>
    /// <param name="fonts">Where fonts come from; what none has gets the default one, which shows a box.</param>
    public static List<TextItem> Of(string text, IReadOnlyList<FontStyle> styles, IReadOnlyList<byte> levels, FontLibrary fonts)
    {
        var items = new List<TextItem>();
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(i));
            var grapheme = text.AsSpan(i, length);
            var script = ScriptOf(grapheme);
            TextItem? last = items.Count > 0 ? items[^1] : null;
            // Spaces and punctuation have no script; they look best in the font of the text before them.
            var goesOn = script is null && last is { } before && styles[i - 1] == styles[i] && FontLibrary.Covers(before.Face, grapheme);
            var face = goesOn ? last!.Value.Face : fonts.FaceFor(grapheme, styles[i]) ?? fonts.Default(styles[i]);
            var next = new TextItem(i, i + length, face, levels[i], script ?? last?.Script ?? Script.Latin);
            if (last is { } item && item.Face == next.Face && item.Level == next.Level && item.Script.Equals(next.Script))
                items[^1] = item with { End = next.End };
            else items.Add(next);
            i += length;
        }
        return items;
    }

    // Null for characters that many scripts share.
    private static Script? ScriptOf(ReadOnlySpan<char> grapheme)
    {
        foreach (var character in grapheme.EnumerateRunes())
        {
            var script = UnicodeFunctions.Default.GetScript(character.Value);
            if (!script.Equals(Script.Common) && !script.Equals(Script.Inherited) && !script.Equals(Script.Unknown)) return script;
        }
        return null;
    }
}
