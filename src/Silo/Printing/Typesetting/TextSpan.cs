using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Printing.Typesetting;

/// <summary>A piece of a paragraph in one style. A line feed in it ends the line.</summary>
internal readonly record struct TextSpan(string Text, FontStyle Style = FontStyle.Regular);

/// <summary>How a paragraph is set.</summary>
/// <param name="Size">Size of the font in points.</param>
/// <param name="Width">Width of its lines in points.</param>
/// <param name="Lang">Its language, a BCP 47 tag: some languages have letters of their own in a font.</param>
/// <param name="IsRtl">The direction of a paragraph that has no letter of either direction.</param>
internal readonly record struct TextFormat(double Size, double Width, string Lang, bool IsRtl = false)
{
    /// <summary>The same for another width.</summary>
    public TextFormat Within(double width) => this with { Width = width };
}
