using System.IO.Compression;
using System.Security.Cryptography;

namespace Petitions.Frontend.Assets;

/// <summary>
/// A static file that is embedded in the program, so that pages and their files are of one version. Its address changes with its content, so
/// caches may keep it for ever. Compressed once, at the first request.
/// </summary>
internal sealed class Asset
{
    private const int HashBytes = 6;

    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    private Asset(string folder, string file, string at, string type)
    {
        Content = Read($"Petitions.Frontend.{folder}.{file}");
        Type = type;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, HashBytes));
        Path = $"{at}{System.IO.Path.GetFileNameWithoutExtension(file)}.{hash}{System.IO.Path.GetExtension(file)}";
        StablePath = at + file;
        ETag = $"W/\"{hash}\"";
        Integrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(Content));
        _brotli = new(() => Compress(compressed => new BrotliStream(compressed, CompressionLevel.SmallestSize)));
        _gzip = new(() => Compress(compressed => new GZipStream(compressed, CompressionLevel.SmallestSize)));
    }

    /// <summary>A style sheet.</summary>
    /// <param name="folder">Where the file lies in this project, with dots.</param>
    /// <param name="file">Its name there.</param>
    public static Asset Style(string folder, string file) => new(folder, file, "/assets/", "text/css; charset=utf-8");

    /// <summary>A script.</summary>
    /// <param name="folder">Where the file lies in this project, with dots.</param>
    /// <param name="file">Its name there.</param>
    /// <param name="at">The start of its addresses, with a slash at the end.</param>
    public static Asset Script(string folder, string file, string at = "/assets/") =>
        new(folder, file, at, "text/javascript; charset=utf-8");

    /// <summary>The address of exactly this content.</summary>
    public string Path { get; }

    /// <summary>An address without a version; only shared assets are served there.</summary>
    public string StablePath { get; }

    /// <summary>The media type.</summary>
    public string Type { get; }

    /// <summary>Weak, and the same for every coding: the content is equivalent.</summary>
    public string ETag { get; }

    /// <summary>The value of the attribute <c>integrity</c> (Subresource Integrity, W3C).</summary>
    public string Integrity { get; }

    /// <summary>The file as it is in the project.</summary>
    public byte[] Content { get; }

    /// <summary>The content in a coding.</summary>
    public byte[] In(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => _brotli.Value,
        ContentCoding.Gzip => _gzip.Value,
        _ => Content,
    };

    private byte[] Compress(Func<Stream, Stream> open)
    {
        var compressed = new MemoryStream();
        using (var into = open(compressed)) into.Write(Content);
        return compressed.ToArray();
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not built in: name it as an EmbeddedResource of the project.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
