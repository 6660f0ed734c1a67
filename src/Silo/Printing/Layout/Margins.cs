using Petitions.Silo.Printing.Pdf;

namespace Petitions.Silo.Printing.Layout;

/// <summary>What a page leaves free at its edges, in points.</summary>
internal readonly record struct Margins(double Left, double Right, double Top, double Bottom)
{
    public static Margins Millimetres(double left, double right, double top, double bottom) =>
        new(left * A4.Millimetre, right * A4.Millimetre, top * A4.Millimetre, bottom * A4.Millimetre);
}
