using System.IO.Compression;
using System.Security.Cryptography;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Assets;

/// <summary>
/// A file that browsers need, built into the program, because pages and what they load must not come from two versions. Its name changes
/// with its content, so every cache may keep it for ever. Compressed once, when it is first asked for.
/// </summary>
internal sealed class Asset
{
    private const int HashBytes = 6;

    private readonly CompressibleBody _body;

    /// <param name="folder">Where the file lies in this project.</param>
    /// <param name="file">Its name there.</param>
    /// <param name="at">The start of its addresses, with a slash at the end.</param>
    /// <param name="type">Its media type.</param>
    public Asset(string folder, string file, string at, string type)
    {
        _body = new(Read($"Petitions.Frontend.{folder}.{file}"), CompressionLevel.SmallestSize);
        Type = type;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, HashBytes));
        Path = $"{at}{System.IO.Path.GetFileNameWithoutExtension(file)}.{hash}{System.IO.Path.GetExtension(file)}";
        StablePath = at + file;
        ETag = $"W/\"{hash}\"";
        Integrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(Content));
    }

    /// <summary>The address of exactly this content.</summary>
    public string Path { get; }

    /// <summary>The address of whatever the content is at that time; not every asset is served there.</summary>
    public string StablePath { get; }

    /// <summary>The media type.</summary>
    public string Type { get; }

    /// <summary>Weak, and the same for every coding: they mean the same.</summary>
    public string ETag { get; }

    /// <summary>What the attribute <c>integrity</c> of an element that loads it says (Subresource Integrity, W3C).</summary>
    public string Integrity { get; }

    /// <summary>As it lies in the project.</summary>
    public byte[] Content => _body.Plain;

    /// <summary>The content in a coding.</summary>
    public byte[] In(ContentCoding coding) => _body.In(coding);

    private static byte[] Read(string resource)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not built in: name it as an EmbeddedResource of the project.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
