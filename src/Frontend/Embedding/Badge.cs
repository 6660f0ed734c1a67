using System.Globalization;
using System.Security;
using System.Text;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// A small picture of a word and a number, as they stand in READMEs. Without ids, styles and scripts, so that it can be put anywhere. The
/// widths of letters are Verdana's; where another font draws them, the text is stretched to the same width.
/// </summary>
internal static class Badge
{
    /// <summary>In CSS pixels.</summary>
    public const int Height = 20;

    /// <summary>Ground of the number while the petition takes signatures. White on it has a contrast of 6 to 1, on grey as well.</summary>
    public const string Accent = "0b6e63";

    /// <summary>Ground of the number before and after that, and of one that is old.</summary>
    public const string Grey = "5a6268";

    private const string LabelBackground = "2b3238";

    private const int Padding = 6, FontSize = 11, Corner = 4;

    // Advance widths of Verdana in thousandths of the font size: space to ~, in the order of ASCII.
    private static readonly short[] Widths =
    [
        352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545,
        1000, 684, 686, 698, 771, 632, 575, 775, 751, 421, 455, 693, 557, 843, 748, 787,
        603, 787, 695, 684, 616, 732, 684, 989, 685, 615, 685, 454, 454, 454, 818, 636,
        636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592, 274, 973, 633, 607,
        623, 623, 427, 521, 394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818,
    ];

    /// <summary>The picture, an SVG.</summary>
    /// <param name="label">The word on the left.</param>
    /// <param name="message">The number on the right.</param>
    /// <param name="colour">Ground of the number, six hexadecimal digits.</param>
    /// <param name="title">What is read out.</param>
    public static byte[] Draw(string label, string message, string colour, string title)
    {
        var (labelWidth, messageWidth) = (WidthOf(label), WidthOf(message));
        var (left, right) = (labelWidth + 2 * Padding, messageWidth + 2 * Padding);
        var (shownTitle, width) = (SecurityElement.Escape(title), left + right);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{Height}" viewBox="0 0 {width} {Height}" role="img" aria-label="{shownTitle}"><title>{shownTitle}</title><path fill="#{LabelBackground}" d="M{left} 0H{Corner}a{Corner} {Corner} 0 0 0-{Corner} {Corner}v{Height - 2 * Corner}a{Corner} {Corner} 0 0 0 {Corner} {Corner}H{left}z"/><path fill="#{colour}" d="M{left} 0h{right - Corner}a{Corner} {Corner} 0 0 1 {Corner} {Corner}v{Height - 2 * Corner}a{Corner} {Corner} 0 0 1-{Corner} {Corner}H{left}z"/><g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="{FontSize}" aria-hidden="true"><text x="{Padding}" y="14" textLength="{labelWidth}">{SecurityElement.Escape(label)}</text><text x="{left + Padding}" y="14" textLength="{messageWidth}">{SecurityElement.Escape(message)}</text></g></svg>
            """));
    }

    /// <summary>Width of a text in whole CSS pixels; a letter outside ASCII counts as much as a wide one.</summary>
    public static int WidthOf(string text)
    {
        var thousandths = 0;
        foreach (var letter in text) thousandths += letter is >= ' ' and <= '~' ? Widths[letter - ' '] : 727;
        return (thousandths * FontSize + 999) / 1000;
    }
}
