namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// How much work a challenge is: so many tries of a key derivation (PBKDF2 with HMAC-SHA256, RFC 8018) until a key begins with the prefix.
/// Derivations are chosen over plain hashes because browsers do them as fast as anybody else's processor: with hashes, which cost a browser
/// more to ask for than to compute, a program would be seventy times as fast. To check is one try.
/// </summary>
internal static class Difficulty
{
    /// <summary>The hardest level; level 0 is 400,000 rounds of the derivation on average, and each next level twice as many.</summary>
    public const int LevelMax = 7;

    private const int RoundsMin = 100, LevelsPerDigit = 4;

    /// <summary>Rounds of one derivation, and the hexadecimal digits that the key begins with.</summary>
    public static (int Rounds, string Prefix) Of(int level) =>
        (RoundsMin << (level % LevelsPerDigit), level < LevelsPerDigit ? "000" : "0000");

    /// <summary>The level of which they are; null when they are of none.</summary>
    public static int? LevelOf(int rounds, string prefix)
    {
        for (var level = 0; level <= LevelMax; level++)
            if (Of(level) == (rounds, prefix)) return level;
        return null;
    }
}
