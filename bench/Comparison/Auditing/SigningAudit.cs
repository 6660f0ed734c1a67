using System.Globalization;

namespace Petitions.Bench.Comparison.Auditing;

/// <summary>Whether everybody who was acknowledged is stored and counted, exactly once.</summary>
internal static class SigningAudit
{
    /// <summary>What a run says whose audit holds.</summary>
    public const string Good = "ok";

    /// <summary>
    /// Every person acknowledged has one row, and the count is the rows. Of those who were refused or not answered nobody knows whether
    /// they were stored, so either is right for them.
    /// </summary>
    /// <param name="sent">Signatures that were sent.</param>
    /// <param name="acknowledged">Those that were acknowledged.</param>
    /// <param name="persons">Different people who signed.</param>
    /// <param name="stored">New rows and what was added to the count; null for a server that stores nothing.</param>
    /// <returns><see cref="Good"/>, or what is wrong.</returns>
    public static string Decide(long sent, long acknowledged, long persons, (long Rows, long Count)? stored)
    {
        var unknown = sent - acknowledged;
        if (acknowledged == 0) return "audit failed: nothing acknowledged";
        if (stored is not var (rows, count)) return Good;
        if (rows != count) return Failed($"{rows} rows but the count is {count}");
        if (rows > persons) return Failed($"{rows} rows of {persons} persons");
        return rows >= persons - unknown ? Good
            : Failed($"{rows} rows of {persons} persons although only {unknown} signatures were not acknowledged");
    }

    private static string Failed(FormattableString why) => $"audit failed: {why.ToString(CultureInfo.InvariantCulture)}";
}
