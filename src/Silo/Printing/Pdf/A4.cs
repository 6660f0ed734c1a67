namespace Petitions.Silo.Printing.Pdf;

/// <summary>The size of a page (ISO 216) in points, of which an inch has 72.</summary>
internal static class A4
{
    public const double Millimetre = 72 / 25.4;
    public const double Width = 210 * Millimetre;
    public const double Height = 297 * Millimetre;
}
