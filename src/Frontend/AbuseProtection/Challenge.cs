using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>What a proof is about, with the names of ALTCHA's protocol (altcha 3, <c>ChallengeParameters</c>).</summary>
internal sealed class ChallengeParameters
{
    /// <summary>The only derivation that is asked for and accepted.</summary>
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

    /// <summary>Seconds since 1970.</summary>
    [JsonRequired] public long ExpiresAt { get; set; }

    [JsonRequired] public ChallengeData Data { get; set; } = new();

    /// <summary>What is signed: every member on a line of its own. None of them can hold a new line and be one of ours.</summary>
    public byte[] ToSignedBytes() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Algorithm}\n{Nonce}\n{Salt}\n{Cost}\n{KeyLength}\n{KeyPrefix}\n{ExpiresAt}\n{Data.Petition}"));
}

/// <summary>What a challenge says beyond ALTCHA's own members.</summary>
internal sealed class ChallengeData
{
    [JsonRequired] public string Petition { get; set; } = "";
}

/// <summary>A challenge as it is answered, and as it comes back within a proof.</summary>
internal sealed class Challenge
{
    [JsonRequired] public ChallengeParameters Parameters { get; set; } = new();

    /// <summary>HMAC-SHA256 in lower-case hexadecimal.</summary>
    [JsonRequired] public string Signature { get; set; } = "";
}

/// <summary>What somebody found: with this counter the derivation gives this key.</summary>
internal sealed class Solution
{
    [JsonRequired] public long Counter { get; set; }

    [JsonRequired] public string DerivedKey { get; set; } = "";
}

/// <summary>A challenge and its solution: what a widget or a program sends, as JSON in Base64.</summary>
internal sealed class Proof
{
    /// <summary>Longest text of a proof; one of ours has 700 characters.</summary>
    public const int CharsMax = 2_048;

    [JsonRequired] public Challenge Challenge { get; set; } = new();

    [JsonRequired] public Solution Solution { get; set; } = new();

    /// <summary>Null when the text is no proof.</summary>
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

/// <summary>Members that a widget adds of its own are passed over; ours must be there, once, and not null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, AllowDuplicateProperties = false, MaxDepth = 8)]
[JsonSerializable(typeof(Proof))]
[JsonSerializable(typeof(Challenge))]
internal sealed partial class ProofJson : JsonSerializerContext;
