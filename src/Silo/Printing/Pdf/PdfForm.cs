using System.IO.Compression;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>A drawing that many pages share (a form XObject, ISO 32000-1 section 8.10): it is in a file once, compressed once.</summary>
internal sealed class PdfForm
{
    private PdfForm(byte[] deflated, GlyphUses uses) => (Deflated, Uses) = (deflated, uses);

    public byte[] Deflated { get; }

    public GlyphUses Uses { get; }

    public static PdfForm Of(Drawing drawing)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(drawing.Content);
        return new(deflated.ToArray(), drawing.Uses);
    }
}
