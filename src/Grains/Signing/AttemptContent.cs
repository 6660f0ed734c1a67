using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Grains.Signing;

/// <summary>
/// Everything that a mail asks to confirm. Where addresses are confirmed, it identifies an attempt, and not the client's operation id
/// alone: otherwise a client could send one id with two names, and the mail that shows one name would confirm the other.
/// </summary>
internal sealed record AttemptContent(
    Guid IdempotencyKey, SealedPerson Person, bool Newsletter, string? DocumentLang, int? DocumentVersion, ImmutableArray<string> Consents)
{
    // Of a hash, what fits a Guid.
    private const int IdBytes = 16;

    /// <summary>The same for a retry and different when anything differs; a client cannot choose it.</summary>
    public static Guid IdOf(Signature signature)
    {
        // Without the time, which is not part of the request: a retry comes later.
        var content = new AttemptContent(
            signature.IdempotencyKey, SealedPerson.Of(signature, default), signature.Newsletter, signature.Document?.Lang,
            signature.Document?.Version,
            [.. signature.Consents.SelectMany(consent => new[] { consent.Id, consent.Version })]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, AttemptContentJson.Default.AttemptContent), hash);
        return new Guid(hash[..IdBytes], bigEndian: true);
    }
}

[JsonSerializable(typeof(AttemptContent))]
internal sealed partial class AttemptContentJson : JsonSerializerContext;
