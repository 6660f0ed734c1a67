using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Grains.Signing;

/// <summary>
/// Everything that a mail asks to confirm. Where addresses are confirmed, an attempt is known by it and not by the client's operation id
/// alone: whoever sent one id with two names would have the mail that showed one of them confirm the other.
/// </summary>
internal sealed record AttemptFingerprint(
    Guid IdempotencyKey, SealedPerson Person, bool Newsletter, string? DocumentLang, int? DocumentVersion, ImmutableArray<string> Consents)
{
    // Of a hash, what fits a Guid.
    private const int GuidBytes = 16;

    /// <summary>The same for a retry, another one as soon as anything is another; nobody can choose it.</summary>
    public static Guid Of(Signature signature)
    {
        // The time is not the request's: a retry comes later.
        var content = new AttemptFingerprint(
            signature.IdempotencyKey, SealedPerson.Of(signature, default), signature.Newsletter, signature.Document?.Lang, signature.Document?.Version,
            [.. signature.Consents.SelectMany(consent => new[] { consent.Id, consent.Version })]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, AttemptFingerprintJson.Default.AttemptFingerprint), hash);
        return new Guid(hash[..GuidBytes], bigEndian: true);
    }
}

[JsonSerializable(typeof(AttemptFingerprint))]
internal sealed partial class AttemptFingerprintJson : JsonSerializerContext;
