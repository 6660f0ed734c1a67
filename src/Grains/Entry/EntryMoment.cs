using System.Globalization;

namespace Petitions.Grains.Entry;

/// <summary>Reads moments of entered lines. The year comes first: 03/04/2026 would be a guess.</summary>
internal static class EntryMoment
{
    /// <summary>What is earlier was hardly signed for a petition on a platform.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A date, or date and time with an optional offset, <c>Z</c> or <c>UTC</c> after it; without one it is UTC. A date alone is its
    /// beginning.
    /// </summary>
    public static bool TryRead(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-' || !char.IsAsciiDigit(text[0])) return false;
        var withZone = text.EndsWith(" UTC", StringComparison.Ordinal) ? string.Concat(text.AsSpan(0, text.Length - 4), "Z") : text;
        if (DateTimeOffset.TryParse(withZone, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)) return true;
        moment = default;
        return false;
    }
}
