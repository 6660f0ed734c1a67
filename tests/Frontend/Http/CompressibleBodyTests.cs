using System.IO.Compression;
using System.Text;
using Petitions.Frontend.Http;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

public sealed class CompressibleBodyTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Light the stairs. ", 200)));

    private readonly CompressibleBody _body = new(Text, CompressionLevel.Optimal);

    [Fact]
    public void Each_coding_decodes_to_the_plain_body_and_is_smaller()
    {
        Assert.Same(Text, _body.In(ContentCoding.Identity));
        foreach (var coding in new[] { ContentCoding.Gzip, ContentCoding.Brotli })
        {
            Assert.InRange(_body.In(coding).Length, 1, Text.Length / 10);
            Assert.Equal(Text, Decode(_body.In(coding), coding));
        }
        Assert.Equal(Text, Decode(CompressibleBody.Gzip(Text, CompressionLevel.Optimal), ContentCoding.Gzip));
    }

    [Fact]
    public void Each_coding_is_made_once()
    {
        Assert.Same(_body.In(ContentCoding.Gzip), _body.In(ContentCoding.Gzip));
        Assert.Same(_body.In(ContentCoding.Brotli), _body.In(ContentCoding.Brotli));
    }

    private static byte[] Decode(byte[] compressed, ContentCoding coding)
    {
        using Stream decoder = coding == ContentCoding.Gzip
            ? new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress)
            : new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        decoder.CopyTo(plain);
        return plain.ToArray();
    }
}
