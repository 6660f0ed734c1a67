using System.IO.Compression;

namespace Petitions.Frontend.Http;

/// <summary>
/// A response body and its compressed forms. Each form is made once, when the first client asks for it. Only for content that holds no
/// secret and nothing that the client has sent: the length of compressed content tells something about it (BREACH).
/// </summary>
internal sealed class CompressibleBody
{
    private readonly Lazy<byte[]> _brotli, _gzip;

    public CompressibleBody(byte[] plain, CompressionLevel level)
    {
        Plain = plain;
        _brotli = new(() => Compress(plain, compressed => new BrotliStream(compressed, level)));
        _gzip = new(() => Gzip(plain, level));
    }

    /// <summary>The body without a coding.</summary>
    public byte[] Plain { get; }

    /// <summary>The body in a coding.</summary>
    public byte[] In(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => _brotli.Value,
        ContentCoding.Gzip => _gzip.Value,
        _ => Plain,
    };

    /// <summary>A body compressed with gzip, for what is compressed at once.</summary>
    public static byte[] Gzip(byte[] plain, CompressionLevel level) => Compress(plain, compressed => new GZipStream(compressed, level));

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> open)
    {
        using var compressed = new MemoryStream();
        using (var compressor = open(compressed)) compressor.Write(plain);
        return compressed.ToArray();
    }
}
