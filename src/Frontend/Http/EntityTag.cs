using System.Buffers.Text;
using System.Security.Cryptography;

namespace Petitions.Frontend.Http;

/// <summary>Entity tags (RFC 9110 section 8.8.3) made of the content: the first 12 bytes of its SHA-256 as base64url.</summary>
internal static class EntityTag
{
    private const int HashBytes = 12;

    /// <summary>For a body that is the same byte for byte.</summary>
    public static string Strong(ReadOnlySpan<byte> content) => $"\"{Hash(content)}\"";

    /// <summary>For a body that is sent in several content codings, or that says the same in other bytes.</summary>
    public static string Weak(ReadOnlySpan<byte> content) => $"W/{Strong(content)}";

    /// <summary>The tag with <c>-suffix</c> at its end, for a variant of the same content.</summary>
    public static string WithSuffix(string tag, string suffix) => $"{tag.AsSpan(0, tag.Length - 1)}-{suffix}\"";

    private static string Hash(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Base64Url.EncodeToString(hash[..HashBytes]);
    }
}
