using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Pdf;

namespace Petitions.Silo.Printing.Letters;

/// <summary>Sizes and places of a letter in points. The address stands where DIN 5008 and window envelopes expect it.</summary>
internal static class LetterStyle
{
    public const double Size = 10.5;
    public const double Leading = 14.75;
    public const double SubjectSize = 11.5;
    public const double ParagraphGap = 7;
    public const double ListIndent = 16;
    public const double MarkerGap = 5;
    public const double WordGap = 2.6;
    public const double FootSize = 7.5;

    public const double AddressTop = 45 * A4.Millimetre;
    public const double AddressWidth = 85 * A4.Millimetre;

    /// <summary>From the address to the line with place and date.</summary>
    public const double DateGap = 22;

    public const double SubjectGap = 20;
    public const double BodyGap = 12;

    /// <summary>Between closing and name, where a signature by hand would stand.</summary>
    public const double NameGap = 14;

    /// <summary>A name that needs more lines is set smaller.</summary>
    public const int NameLinesMax = 3;

    public const double FootBaseline = A4.Height - 12 * A4.Millimetre;

    public static readonly Margins Margins = Margins.Millimetres(left: 25, right: 25, top: 24, bottom: 24);
}
