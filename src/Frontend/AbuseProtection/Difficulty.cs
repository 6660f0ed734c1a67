namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// The work of a challenge: derive keys (PBKDF2 with HMAC-SHA256, RFC 8018) for one counter after the other until a key begins with the
/// prefix. Browsers run this derivation at native speed. With plain hashes the overhead of each browser call dominates, and a native
/// program would be about 70 times as fast. Verifying is one derivation.
/// </summary>
internal static class Difficulty
{
    /// <summary>The hardest level. Level 0 takes 400,000 rounds on average; each level doubles that.</summary>
    public const int LevelMax = 7;

    private const int RoundsMin = 100, LevelsPerDigit = 4;

    /// <summary>The rounds of one derivation and the hexadecimal prefix of a solution's key.</summary>
    public static (int Rounds, string Prefix) Of(int level) =>
        (RoundsMin << (level % LevelsPerDigit), level < LevelsPerDigit ? "000" : "0000");

    /// <summary>The level with these parameters; null when no level has them.</summary>
    public static int? LevelOf(int rounds, string prefix)
    {
        for (var level = 0; level <= LevelMax; level++)
            if (Of(level) == (rounds, prefix)) return level;
        return null;
    }
}
