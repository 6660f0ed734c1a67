using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Petitions.Grains.Keys;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Issues challenges and verifies proofs. A challenge is not stored before it is used: it carries an HMAC under a key derived from the
/// pepper, so that every front end accepts the challenges of all others.
/// </summary>
internal sealed class ChallengeService(Pepper pepper, IOptions<LimitOptions> options, UsedChallenges used, TimeProvider time)
{
    /// <summary>Levels by which a proof may be below the required level, which may have risen while the device worked.</summary>
    public const int LevelTolerance = 2;

    private readonly byte[] _key = pepper.KeyFor("challenge");
    private readonly byte[] _useKey = RandomNumberGenerator.GetBytes(32);
    private readonly TimeSpan _within = options.Value.ProofWithin;

    /// <summary>The JSON of a new challenge.</summary>
    public byte[] Issue(string slug, int level)
    {
        var (rounds, prefix) = Difficulty.Of(level);
        Span<byte> random = stackalloc byte[2 * ChallengeParameters.NonceBytes];
        RandomBytes.Fill(random);
        var parameters = new ChallengeParameters
        {
            Algorithm = ChallengeParameters.SupportedAlgorithm,
            Nonce = Convert.ToHexStringLower(random[..ChallengeParameters.NonceBytes]),
            Salt = Convert.ToHexStringLower(random[ChallengeParameters.NonceBytes..]),
            Cost = rounds,
            KeyLength = ChallengeParameters.DerivedKeyBytes,
            KeyPrefix = prefix,
            ExpiresAt = (time.GetUtcNow() + _within).ToUnixTimeSeconds(),
            Data = new() { Petition = slug },
        };
        return JsonSerializer.SerializeToUtf8Bytes(
            new Challenge { Parameters = parameters, Signature = Convert.ToHexStringLower(Sign(parameters)) }, ProofJson.Default.Challenge);
    }

    /// <summary>
    /// Verifies a proof for one signature. Cheap checks come first, then the key derivation (at most 800 rounds of PBKDF2). Only a solved
    /// challenge is remembered as used, so that the table fills with work and not with calls.
    /// </summary>
    /// <param name="slug">The petition's slug.</param>
    /// <param name="text">The proof as it was sent; null when none was.</param>
    /// <param name="level">The level required now.</param>
    /// <param name="operation">The operation id of the attempt.</param>
    /// <param name="signer">The signer's canonical e-mail address. Operation and signer together are one use: a retry is not a second
    /// one.</param>
    public ProofVerdict Check(string slug, string? text, int level, Guid operation, string signer)
    {
        if (string.IsNullOrEmpty(text)) return ProofVerdict.Missing;
        if (Proof.Read(text) is not { } proof) return ProofVerdict.Malformed;

        var parameters = proof.Challenge.Parameters;
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!TryReadHex(proof.Challenge.Signature, signature)
            || !CryptographicOperations.FixedTimeEquals(signature, Sign(parameters))) return ProofVerdict.UnknownChallenge;
        if (parameters.Data.Petition != slug) return ProofVerdict.UnknownChallenge;
        if (time.GetUtcNow().ToUnixTimeSeconds() > parameters.ExpiresAt) return ProofVerdict.Expired;
        if (Difficulty.LevelOf(parameters.Cost, parameters.KeyPrefix) is not { } solved || solved + LevelTolerance < level)
            return ProofVerdict.TooEasy;
        if (proof.Solution.Counter is < 0 or > uint.MaxValue
            || !proof.Solution.DerivedKey.StartsWith(parameters.KeyPrefix, StringComparison.Ordinal)) return ProofVerdict.WrongSolution;

        var nonce = UInt128.Parse(parameters.Nonce, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var use = UseOf(operation, signer);
        // A proof that was used for another attempt costs no derivation.
        if (used.IsUsedByAnother(nonce, use)) return ProofVerdict.Used;
        // Computed before the challenge is remembered: proofs without work would fill the table, and then good ones be refused.
        if (Derive(parameters, (uint)proof.Solution.Counter) != proof.Solution.DerivedKey) return ProofVerdict.WrongSolution;
        return used.TryUse(nonce, use) switch
        {
            UseResult.AlreadyUsed => ProofVerdict.Used,
            UseResult.Full => ProofVerdict.Full,
            _ => ProofVerdict.Valid,
        };
    }

    /// <summary>Derives the key for a counter, in lower-case hexadecimal. The parameters must have a verified signature.</summary>
    public static string Derive(ChallengeParameters parameters, uint counter)
    {
        Span<byte> password = stackalloc byte[ChallengeParameters.NonceBytes + sizeof(uint)];
        Convert.FromHexString(parameters.Nonce, password, out _, out _);
        BinaryPrimitives.WriteUInt32BigEndian(password[ChallengeParameters.NonceBytes..], counter);
        Span<byte> salt = stackalloc byte[ChallengeParameters.NonceBytes];
        Convert.FromHexString(parameters.Salt, salt, out _, out _);
        Span<byte> key = stackalloc byte[ChallengeParameters.DerivedKeyBytes];
        Rfc2898DeriveBytes.Pbkdf2(password, salt, key, parameters.Cost, HashAlgorithmName.SHA256);
        return Convert.ToHexStringLower(key);
    }

    private byte[] Sign(ChallengeParameters parameters) => HMACSHA256.HashData(_key, parameters.ToSignedBytes());

    // Keyed with a random key of this process: the table in memory holds no address.
    private ulong UseOf(Guid operation, string signer) =>
        BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(_useKey, Encoding.UTF8.GetBytes($"{operation} {signer}")));

    private static bool TryReadHex(string text, Span<byte> bytes) =>
        text.Length == 2 * bytes.Length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
}

/// <summary>Result of verifying a proof.</summary>
internal enum ProofVerdict
{
    /// <summary>The work was done for this petition and the challenge belongs to this attempt alone.</summary>
    Valid,

    /// <summary>No proof was sent.</summary>
    Missing,

    /// <summary>The proof cannot be decoded.</summary>
    Malformed,

    /// <summary>The challenge was not issued here, was changed, or belongs to another petition.</summary>
    UnknownChallenge,

    /// <summary>The challenge has expired.</summary>
    Expired,

    /// <summary>The level is more than <see cref="ChallengeService.LevelTolerance"/> below the required one.</summary>
    TooEasy,

    /// <summary>The solution does not solve the challenge.</summary>
    WrongSolution,

    /// <summary>The challenge was used for another attempt.</summary>
    Used,

    /// <summary>The table of used challenges is full (<see cref="LimitOptions.ProofsMax"/>); answered 503.</summary>
    Full,
}
