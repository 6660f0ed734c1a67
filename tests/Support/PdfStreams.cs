using System.IO.Compression;
using System.Text;

namespace Petitions.Tests.Support;

/// <summary>What the compressed streams of a PDF say, one after the other.</summary>
internal static class PdfStreams
{
    public static string In(byte[] pdf)
    {
        var (text, at) = (new StringBuilder(), 0);
        while (pdf.AsSpan(at).IndexOf("stream\n"u8) is >= 0 and var found)
        {
            var start = at + found + "stream\n".Length;
            at = start + pdf.AsSpan(start).IndexOf("\nendstream"u8);
            using var zlib = new ZLibStream(new MemoryStream(pdf, start, at - start), CompressionMode.Decompress);
            using var reader = new StreamReader(zlib, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
            at += "\nendstream\n".Length;
        }
        return text.ToString();
    }
}
