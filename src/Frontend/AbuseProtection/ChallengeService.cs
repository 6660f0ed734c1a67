using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Petitions.Grains.Keys;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Gives challenges out and checks what was found. Nothing is kept of a challenge until it is used: it is signed under a key derived from the
/// pepper, so that every front end accepts the challenges of every other.
/// </summary>
internal sealed class ChallengeService(Pepper pepper, IOptions<LimitOptions> options, UsedChallenges used, TimeProvider time)
{
    /// <summary>
    /// Levels by which a proof may be easier than what is asked for by now: it may have risen while somebody worked.
    /// </summary>
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

    /// <summary>Whether a proof will do for one signature. Cheap checks come first: to check the work itself is the last and the dearest.</summary>
    /// <param name="slug">The petition that is signed.</param>
    /// <param name="text">What was sent as proof; null when nothing was.</param>
    /// <param name="level">What is asked for now.</param>
    /// <param name="operation">The attempt, by its id.</param>
    /// <param name="signer">The signer's canonical e-mail address: one attempt of one person is one use, however often it is sent.</param>
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
        if (Difficulty.LevelOf(parameters.Cost, parameters.KeyPrefix) is not { } solved || solved + LevelTolerance < level) return ProofVerdict.TooEasy;
        if (proof.Solution.Counter is < 0 or > uint.MaxValue
            || !proof.Solution.DerivedKey.StartsWith(parameters.KeyPrefix, StringComparison.Ordinal)) return ProofVerdict.WrongSolution;

        var nonce = UInt128.Parse(parameters.Nonce, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        switch (used.TryUse(nonce, UseOf(operation, signer)))
        {
            // A retry's proof is checked like a first one: the first may still be being checked, and may be wrong.
            case UseResult.AlreadyUsed: return ProofVerdict.Used;
            case UseResult.Full: return ProofVerdict.Full;
        }
        if (Derive(parameters, (uint)proof.Solution.Counter) == proof.Solution.DerivedKey) return ProofVerdict.Valid;
        used.Invalidate(nonce);
        return ProofVerdict.WrongSolution;
    }

    /// <summary>What a counter gives: the key in lower-case hexadecimal. The parameters must be signed ones.</summary>
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

    // In memory only, under a key of this process: it need not tell whose attempt it was.
    private ulong UseOf(Guid operation, string signer) =>
        BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(_useKey, Encoding.UTF8.GetBytes($"{operation} {signer}")));

    private static bool TryReadHex(string text, Span<byte> bytes) =>
        text.Length == 2 * bytes.Length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
}

/// <summary>What became of a proof.</summary>
internal enum ProofVerdict
{
    /// <summary>The work was done, for this petition, and is used for this attempt alone.</summary>
    Valid,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It cannot be read.</summary>
    Malformed,

    /// <summary>The challenge is not ours, was changed, or is that of another petition.</summary>
    UnknownChallenge,

    /// <summary>It took too long.</summary>
    Expired,

    /// <summary>More work is asked for by now.</summary>
    TooEasy,

    /// <summary>The solution is none.</summary>
    WrongSolution,

    /// <summary>The challenge was used for another attempt.</summary>
    Used,

    /// <summary>Too many proofs are being taken at this moment.</summary>
    Full,
}
