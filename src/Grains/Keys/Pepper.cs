using System.Security.Cryptography;
using System.Text;

namespace Petitions.Grains.Keys;

/// <summary>
/// The key under which e-mail addresses become signer keys: the only one that a front end holds. All processes on one database must
/// hold the same, or everybody could sign twice.
/// </summary>
public sealed class Pepper(KeyFile file)
{
    /// <summary>Name of the key and of its file.</summary>
    public const string Name = "pepper";

    /// <summary>The key.</summary>
    internal ReadOnlySpan<byte> Bytes => file.Bytes;

    /// <summary>
    /// A key of 32 bytes for one other purpose (HKDF, RFC 5869), the same in every process that holds the pepper. It reveals neither the
    /// pepper nor the key of another purpose.
    /// </summary>
    public byte[] KeyFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, file.Bytes, outputLength: 32, info: Encoding.UTF8.GetBytes($"petition {purpose}/v1"));

    /// <summary>Recognises the key without revealing it; see <see cref="KeyFile.CheckValue"/>.</summary>
    public string CheckValue { get; } = file.CheckValue();
}
