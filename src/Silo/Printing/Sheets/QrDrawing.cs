using Petitions.Silo.Printing.Pdf;
using QRCoder;

namespace Petitions.Silo.Printing.Sheets;

/// <summary>Draws a QR code (ISO/IEC 18004) that survives photocopying: a quarter of it may be unreadable.</summary>
internal static class QrDrawing
{
    /// <param name="page">Where it is drawn.</param>
    /// <param name="text">What it says.</param>
    /// <param name="x">Left edge, with the free margin that the standard asks for.</param>
    /// <param name="y">Upper edge.</param>
    /// <param name="size">Width and height.</param>
    public static void Draw(Drawing page, string text, double x, double y, double size)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        var rows = code.ModuleMatrix;
        var module = size / rows.Count;
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows.Count; column++)
            {
                if (!rows[row][column]) continue;
                // Dark modules side by side are one area: some printers leave hairlines between two.
                var end = column;
                while (end < rows.Count && rows[row][end]) end++;
                page.Fill(x + column * module, y + row * module, (end - column) * module, module * 1.01);
                column = end;
            }
        }
    }
}
