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

    /// <summary>Recognises the key without revealing it; see <see cref="KeyFile.CheckValue"/>.</summary>
    public string CheckValue { get; } = file.CheckValue();
}
