using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Assets;

/// <summary>
/// A static file, embedded in the assembly, so that pages and their assets are of one version. Its name contains a hash of its content, so
/// caches may keep it for ever.
/// </summary>
internal sealed class Asset
{
    private const int HashBytes = 6;

    private const string JavaScript = "text/javascript; charset=utf-8";

    private readonly CompressibleBody _body;

    private Asset(string file, byte[] content, string at, string type)
    {
        _body = new(content, CompressionLevel.SmallestSize);
        Type = type;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, HashBytes));
        Path = $"{at}{System.IO.Path.GetFileNameWithoutExtension(file)}.{hash}{System.IO.Path.GetExtension(file)}";
        StablePath = at + file;
        ETag = $"W/\"{hash}\"";
        Integrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(Content));
    }

    /// <summary>A style sheet.</summary>
    /// <param name="folder">Where the file lies in this project, with dots.</param>
    /// <param name="file">Its name there.</param>
    /// <param name="shared">Folder and name, with dots, of a style sheet that is the beginning of several.</param>
    public static Asset Style(string folder, string file, string? shared = null) =>
        new(file, [.. shared is null ? [] : Read(shared), .. Read($"{folder}.{file}")], "/assets/", "text/css; charset=utf-8");

    /// <summary>A script.</summary>
    /// <param name="folder">Where the file lies in this project, with dots.</param>
    /// <param name="file">Its name there.</param>
    public static Asset Script(string folder, string file) => new(file, Read($"{folder}.{file}"), "/assets/", JavaScript);

    /// <summary>
    /// A script of which every byte is loaded by pages of other sites: served without indentation and without lines that are a <c>//</c>
    /// comment. It must have no text where these matter.
    /// </summary>
    /// <param name="folder">Where the file lies in this project, with dots.</param>
    /// <param name="file">Its name there.</param>
    /// <param name="at">The start of its addresses, with a slash at the end.</param>
    public static Asset CompactScript(string folder, string file, string at) =>
        new(file, WithoutComments(Read($"{folder}.{file}")), at, JavaScript);

    /// <summary>The address of exactly this content.</summary>
    public string Path { get; }

    /// <summary>The path without the hash: of the current content. Not every asset is served there.</summary>
    public string StablePath { get; }

    /// <summary>The media type.</summary>
    public string Type { get; }

    /// <summary>Weak entity tag of the content in every coding.</summary>
    public string ETag { get; }

    /// <summary>Value of the attribute <c>integrity</c> (Subresource Integrity, W3C).</summary>
    public string Integrity { get; }

    /// <summary>The content without a coding.</summary>
    public byte[] Content => _body.Plain;

    /// <summary>The content in a coding.</summary>
    public byte[] In(ContentCoding coding) => _body.In(coding);

    private static byte[] WithoutComments(byte[] script)
    {
        var lines = Encoding.UTF8.GetString(script).Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n');
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"Petitions.Frontend.{file}")
            ?? throw new InvalidOperationException($"{file} is not built in: name it as an EmbeddedResource of the project.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
