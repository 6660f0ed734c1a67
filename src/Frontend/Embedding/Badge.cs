using System.Globalization;
using System.Security;
using System.Text;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// Draws a badge for READMEs: a label and a number, as SVG. Without ids, styles and scripts, so that it can be inlined anywhere. Text is
/// measured with Verdana's widths; with another font it is stretched to the same width.
/// </summary>
internal static class Badge
{
    /// <summary>Height in CSS pixels.</summary>
    public const int Height = 20;

    /// <summary>
    /// Background of the number while the petition is open. White text has a contrast of 6:1 on it, and on <see cref="Grey"/>.
    /// </summary>
    public const string Accent = "0b6e63";

    /// <summary>Background of the number while the petition is scheduled or closed, or the count is stale.</summary>
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

    /// <summary>Draws the badge as SVG.</summary>
    /// <param name="label">The text on the left.</param>
    /// <param name="message">The number on the right.</param>
    /// <param name="colour">Background of the number, six hexadecimal digits.</param>
    /// <param name="title">Title and accessible name.</param>
    public static byte[] Draw(string label, string message, string colour, string title)
    {
        var (labelWidth, messageWidth) = (WidthOf(label), WidthOf(message));
        var (left, right) = (labelWidth + 2 * Padding, messageWidth + 2 * Padding);
        var (shownTitle, width) = (SecurityElement.Escape(title), left + right);
        var straight = Height - 2 * Corner;
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" """
            + $"""width="{width}" height="{Height}" viewBox="0 0 {width} {Height}" role="img" aria-label="{shownTitle}">"""
            + $"""<title>{shownTitle}</title>"""
            + $"""<path fill="#{LabelBackground}" d="M{left} 0H{Corner}a{Corner} {Corner} 0 0 0-{Corner} {Corner}v{straight}"""
            + $"""a{Corner} {Corner} 0 0 0 {Corner} {Corner}H{left}z"/>"""
            + $"""<path fill="#{colour}" d="M{left} 0h{right - Corner}a{Corner} {Corner} 0 0 1 {Corner} {Corner}v{straight}"""
            + $"""a{Corner} {Corner} 0 0 1-{Corner} {Corner}H{left}z"/>"""
            + $"""<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="{FontSize}" aria-hidden="true">"""
            + $"""<text x="{Padding}" y="14" textLength="{labelWidth}">{SecurityElement.Escape(label)}</text>"""
            + $"""<text x="{left + Padding}" y="14" textLength="{messageWidth}">{SecurityElement.Escape(message)}</text></g></svg>"""));
    }

    /// <summary>
    /// Width of a text in whole CSS pixels, rounded up; a character outside ASCII counts as 727 thousandths of the font size.
    /// </summary>
    public static int WidthOf(string text)
    {
        var thousandths = 0;
        foreach (var letter in text) thousandths += letter is >= ' ' and <= '~' ? Widths[letter - ' '] : 727;
        return (thousandths * FontSize + 999) / 1000;
    }
}
