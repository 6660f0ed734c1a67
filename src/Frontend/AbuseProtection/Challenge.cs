using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>The parameters of a challenge, named as in ALTCHA's protocol (altcha 3, <c>ChallengeParameters</c>).</summary>
internal sealed class ChallengeParameters
{
    /// <summary>The only key derivation that is issued and accepted.</summary>
    public const string SupportedAlgorithm = "PBKDF2/SHA-256";

    /// <summary>Length of a derived key, in bytes.</summary>
    public const int DerivedKeyBytes = 32;

    /// <summary>Length of nonce and salt, in bytes.</summary>
    public const int NonceBytes = 16;

    [JsonRequired] public string Algorithm { get; set; } = "";

    [JsonRequired] public string Nonce { get; set; } = "";

    [JsonRequired] public string Salt { get; set; } = "";

    [JsonRequired] public int Cost { get; set; }

    [JsonRequired] public int KeyLength { get; set; }

    [JsonRequired] public string KeyPrefix { get; set; } = "";

    /// <summary>Unix time in seconds.</summary>
    [JsonRequired] public long ExpiresAt { get; set; }

    [JsonRequired] public ChallengeData Data { get; set; } = new();

    /// <summary>
    /// The bytes under the signature: each member on a line of its own. No parameter that this program issues contains a line feed.
    /// </summary>
    public byte[] ToSignedBytes() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Algorithm}\n{Nonce}\n{Salt}\n{Cost}\n{KeyLength}\n{KeyPrefix}\n{ExpiresAt}\n{Data.Petition}"));
}

/// <summary>Data that this program adds to ALTCHA's members.</summary>
internal sealed class ChallengeData
{
    [JsonRequired] public string Petition { get; set; } = "";
}

/// <summary>A challenge as it is issued, and as it comes back in a proof.</summary>
internal sealed class Challenge
{
    [JsonRequired] public ChallengeParameters Parameters { get; set; } = new();

    /// <summary>HMAC-SHA256 in lower-case hexadecimal.</summary>
    [JsonRequired] public string Signature { get; set; } = "";
}

/// <summary>The solution of a challenge: the counter, and the key that the derivation gives for it.</summary>
internal sealed class Solution
{
    [JsonRequired] public long Counter { get; set; }

    [JsonRequired] public string DerivedKey { get; set; } = "";
}

/// <summary>A challenge with its solution: what the widget or an API client sends, as JSON in Base64.</summary>
internal sealed class Proof
{
    /// <summary>Longest proof in characters; a valid one has about 700.</summary>
    public const int CharsMax = 2_048;

    [JsonRequired] public Challenge Challenge { get; set; } = new();

    [JsonRequired] public Solution Solution { get; set; } = new();

    /// <summary>Decodes a proof; null when the text is not one.</summary>
    public static Proof? Read(string text)
    {
        if (text.Length > CharsMax) return null;
        var bytes = ArrayPool<byte>.Shared.Rent(CharsMax);
        try
        {
            if (!Convert.TryFromBase64String(text, bytes, out var length)) return null;
            return JsonSerializer.Deserialize(bytes.AsSpan(0, length), ProofJson.Default.Proof);
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

/// <summary>
/// Unknown members, which the widget may add, are ignored. Known members are required, must not be null and must not repeat.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    AllowDuplicateProperties = false, MaxDepth = 8)]
[JsonSerializable(typeof(Proof))]
[JsonSerializable(typeof(Challenge))]
internal sealed partial class ProofJson : JsonSerializerContext;
