using System.Security.Cryptography;
using System.Text;

namespace Petitions.Grains.Petitions;

/// <summary>The token that opens the preview of a draft.</summary>
public static class PreviewToken
{
    private const int Bytes = 16;

    // Compared with where there is no token.
    private static readonly byte[] Never = new byte[2 * Bytes];

    /// <summary>128 random bits in lower-case hexadecimal.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>True when <paramref name="given"/> opens it. The time tells nothing of the token.</summary>
    /// <param name="token">The token; null opens nothing.</param>
    /// <param name="given">What somebody sent.</param>
    public static bool Matches(string? token, string given)
    {
        var expected = token is null ? Never : Encoding.ASCII.GetBytes(token);
        return given.Length == 2 * Bytes && CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(given))
            && token is not null;
    }
}
