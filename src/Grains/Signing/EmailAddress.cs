using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Petitions.Grains.Signing;

/// <summary>
/// An e-mail address that mail can be sent to, and the form by which one person is told from another.
/// </summary>
/// <remarks>
/// The canonical form, row by row; the tests hold the same table.
/// <list type="table">
/// <listheader><term>step</term><description>example</description></listheader>
/// <item><term>white space around it is cut</term><description><c>" a@b.org "</c> → <c>a@b.org</c></description></item>
/// <item><term>Unicode NFC</term><description><c>u + ̈</c> → <c>ü</c></description></item>
/// <item><term>lower case, culture-free</term><description><c>Maria@Example.ORG</c> → <c>maria@example.org</c></description></item>
/// <item><term>domain in punycode (RFC 5891)</term><description><c>a@müller.de</c> → <c>a@xn--mller-kva.de</c></description></item>
/// <item><term>+tag cut, every domain</term><description><c>maria+x@b.org</c> → <c>maria@b.org</c></description></item>
/// <item><term>dots cut, gmail.com and googlemail.com only</term><description><c>m.a@gmail.com</c> → <c>ma@gmail.com</c></description></item>
/// </list>
/// Not accepted although RFC 5321 knows them: quoted local parts, address literals, domains of one label.
/// </remarks>
public sealed record EmailAddress
{
    /// <summary>RFC 5321 section 4.5.3.1.1, in octets.</summary>
    public const int LocalPartBytesMax = 64;

    /// <summary>RFC 5321 section 4.5.3.1.3 less the angle brackets, in octets.</summary>
    public const int AddressBytesMax = 254;

    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    private EmailAddress(string original, string canonical) => (Original, Canonical) = (original, canonical);

    /// <summary>As it was typed, white space around it cut, NFC: mail goes here.</summary>
    public string Original { get; }

    /// <summary>By this form two addresses are the same person.</summary>
    public string Canonical { get; }

    /// <summary>
    /// The domain is under <c>.invalid</c>, which nobody can ever have (RFC 6761 section 6.4): no mail can reach anybody.
    /// </summary>
    public bool IsInvalidOnPurpose => Canonical.EndsWith(".invalid", StringComparison.Ordinal);

    /// <summary>Reads an address; false when mail could not be sent to it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        if (text is null || text.Length > 4 * AddressBytesMax || !TryNormalise(text.Trim(), out var original)) return false;

        var at = original.LastIndexOf('@');
        if (at <= 0) return false;
        var local = original[..at];
        if (!IsLocalPart(local) || !TryCanonicalDomain(original[(at + 1)..], out var domain)) return false;
        if (Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > AddressBytesMax) return false;

        address = new EmailAddress(original, CanonicalLocal(local.ToLowerInvariant(), domain) + "@" + domain);
        return true;
    }

    private static string CanonicalLocal(string local, string domain)
    {
        // A part that starts with the plus has nothing before it to keep: it is a name, not a tag.
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0) local = local[..plus];
        return domain is "gmail.com" or "googlemail.com" ? local.Replace(".", "", StringComparison.Ordinal) : local;
    }

    private static bool IsLocalPart(string local)
    {
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)) return false;
        if (Encoding.UTF8.GetByteCount(local) > LocalPartBytesMax) return false;

        foreach (var rune in local.EnumerateRunes())
        {
            var allowed = rune.IsAscii
                ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '.'
                    || AtomSymbols.Contains((char)rune.Value, StringComparison.Ordinal)
                : Rune.IsLetterOrDigit(rune)
                    || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (!allowed) return false;
        }
        return true;
    }

    private static bool TryCanonicalDomain(string text, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        var ascii = text.ToLowerInvariant();
        if (!Ascii.IsValid(ascii))
        {
            try
            {
                ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(ascii).ToLowerInvariant();
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
        if (!IsHostName(ascii)) return false;
        domain = ascii;
        return true;
    }

    // RFC 1123 section 2.1, and at least two labels, of which the last is no number: everything else is a slip of the finger.
    private static bool IsHostName(string domain)
    {
        if (domain.Length > 253) return false;
        var labels = 0;
        var start = 0;
        while (true)
        {
            var dot = domain.IndexOf('.', start);
            var label = domain.AsSpan(start, (dot < 0 ? domain.Length : dot) - start);
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
            labels++;
            if (dot < 0) return labels >= 2 && label.ContainsAnyInRange('a', 'z');
            start = dot + 1;
        }
    }

    private static bool TryNormalise(string text, out string normal)
    {
        normal = text;
        if (Ascii.IsValid(text)) return text.Length > 0;
        try
        {
            normal = text.Normalize(NormalizationForm.FormC);
            return true;
        }
        catch (ArgumentException)
        {
            // A lone surrogate: not text.
            return false;
        }
    }
}
