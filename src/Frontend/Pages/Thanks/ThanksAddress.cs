using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Thanks;

/// <summary>
/// The address to which a signature leads: the thanks page, with a mark that says when somebody signed, and nothing about whom. Without a
/// valid mark the page thanks nobody: an address that is typed, shared or kept was not reached by signing. The mark is an HMAC under a key
/// derived from the pepper, so that every front end accepts those of all others. It names the second, not more: who sees the address, as in
/// a shared history or a proxy's log, cannot match it to a row or to a step of the count.
/// </summary>
internal sealed class ThanksAddress(Pepper pepper, TimeProvider time)
{
    /// <summary>How long the page thanks: reloaded, or in another language.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromHours(1);

    /// <summary>The query parameter with the mark.</summary>
    public const string MarkParameter = "signed";

    /// <summary>The query parameter that says, with the value <c>live</c>, that a script keeps the count of the page up to date.</summary>
    public const string CountParameter = "count";

    // The clocks of front ends differ.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    private const int HmacBytes = 12;

    private readonly byte[] _key = pepper.KeyFor("thanks");

    /// <summary>The address after a signature that was accepted now.</summary>
    /// <remarks>The same for new and repeated signatures: computed from the petition and the clock.</remarks>
    public string After(Petition petition, Texts texts, bool hasScript) =>
        $"{PageLinks.Thanks(petition.Slug, texts)}&{MarkParameter}={MarkOf(petition, SecondsNow())}"
        + (hasScript ? $"&{CountParameter}=live" : "");

    /// <summary>When somebody signed, by the mark of the request; null without a valid mark.</summary>
    public DateTimeOffset? SignedAt(Petition petition, string? mark)
    {
        if (mark is not { Length: > 0 and <= 64 }) return null;
        var dot = mark.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0) return null;
        if (!long.TryParse(mark.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return null;
        var issued = Encoding.UTF8.GetBytes(MarkOf(petition, seconds));
        if (!CryptographicOperations.FixedTimeEquals(issued, Encoding.UTF8.GetBytes(mark))) return null;

        var (signedAt, now) = (DateTimeOffset.FromUnixTimeSeconds(seconds), time.GetUtcNow());
        return signedAt <= now + ClockTolerance && now - signedAt < ValidFor ? signedAt : null;
    }

    // Rounded up, so that a count of that time or later has the signature.
    private long SecondsNow() => (time.GetUtcNow().ToUnixTimeMilliseconds() + 999) / 1_000;

    private string MarkOf(Petition petition, long seconds)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{petition.Id} {seconds}");
        var hmac = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)).AsSpan(0, HmacBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{WebEncoders.Base64UrlEncode(hmac)}");
    }
}
