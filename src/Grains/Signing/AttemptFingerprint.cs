using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Grains.Signing;

/// <summary>
/// Identifies an attempt by everything that its confirmation mail asks to confirm. The client's idempotency key alone is not enough: a
/// client could send one key with two names, and the mail that shows the first name would confirm the second.
/// </summary>
internal sealed record AttemptFingerprint(
    Guid IdempotencyKey, PersonalData Person, bool Newsletter, string? DocumentLang, int? DocumentVersion, ImmutableArray<string> Consents)
{
    // The hash is truncated to the size of a Guid.
    private const int GuidBytes = 16;

    /// <summary>Equal for a retry and different when any part of the content differs. Clients cannot choose it.</summary>
    public static Guid Of(Signature signature)
    {
        // Without the time of signing, which differs in a retry.
        var content = new AttemptFingerprint(
            signature.IdempotencyKey, PersonalData.Of(signature, default), signature.Newsletter,
            signature.Document?.Lang, signature.Document?.Version,
            [.. signature.Consents.SelectMany(consent => new[] { consent.Id, consent.Version })]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, AttemptFingerprintJson.Default.AttemptFingerprint), hash);
        return new Guid(hash[..GuidBytes], bigEndian: true);
    }
}

[JsonSerializable(typeof(AttemptFingerprint))]
internal sealed partial class AttemptFingerprintJson : JsonSerializerContext;
