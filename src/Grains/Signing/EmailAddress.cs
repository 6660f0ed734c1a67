using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Petitions.Grains.Signing;

/// <summary>
/// A valid e-mail address and its canonical form, which identifies the person.
/// </summary>
/// <remarks>
/// How the canonical form is made; the tests contain the same table.
/// <list type="table">
/// <listheader><term>step</term><description>example</description></listheader>
/// <item><term>cleaned (<see cref="TextNormalizer"/>), without joiners before the <c>@</c></term>
/// <description><c>"\uFEFF a@b.org "</c> → <c>a@b.org</c></description></item>
/// <item><term>full-width signs, <c>mailto:</c>, name and angle brackets, quotes around it, a comma or semicolon after it</term>
/// <description><c>Maria &lt;a＠b.org&gt;;</c> → <c>a@b.org</c></description></item>
/// <item><term>Unicode NFC</term><description><c>u + ̈</c> → <c>ü</c></description></item>
/// <item><term>lower case, culture-free</term><description><c>Maria@Example.ORG</c> → <c>maria@example.org</c></description></item>
/// <item><term>domain in punycode (UTS 46, non-transitional, as IDNA2008 reads it: RFC 5891)</term>
/// <description><c>a@straße.de</c> → <c>a@xn--strae-oqa.de</c>, never <c>strasse.de</c></description></item>
/// <item><term>+tag removed, every domain</term><description><c>maria+x@b.org</c> → <c>maria@b.org</c></description></item>
/// <item><term>what the provider ignores (<see cref="MailboxProviders"/>)</term>
/// <description><c>m.a@googlemail.com</c> → <c>ma@gmail.com</c></description></item>
/// </list>
/// Not accepted, although RFC 5321 allows them: quoted local parts, address literals, domains of one label.
/// </remarks>
public sealed record EmailAddress
{
    /// <summary>RFC 5321 section 4.5.3.1.1, in octets.</summary>
    public const int LocalPartBytesMax = 64;

    /// <summary>RFC 5321 section 4.5.3.1.3 less the angle brackets, in octets.</summary>
    public const int AddressBytesMax = 254;

    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    private static readonly string[] ReservedDomains = [".invalid", ".test", ".example", ".localhost"];

    private EmailAddress(string original, string domain, string canonical, string former) =>
        (Original, Domain, Canonical, FormerCanonical) = (original, domain, canonical, former);

    /// <summary>As typed, cleaned. Mail is sent to this form, with the domain in punycode.</summary>
    public string Original { get; }

    /// <summary>The domain of <see cref="Original"/> in punycode and lower case. The canonical form may have another.</summary>
    public string Domain { get; }

    /// <summary>Two addresses with the same canonical form are the same person.</summary>
    public string Canonical { get; }

    /// <summary>
    /// The canonical form before providers had rules beyond Gmail's dots; equal to <see cref="Canonical"/> for most. Signatures from that
    /// time have keys that were made of it.
    /// </summary>
    public string FormerCanonical { get; }

    /// <summary>
    /// The top-level domain is reserved (RFC 2606 section 2, RFC 6761): it is never delegated, so no mail can be delivered and the address
    /// is nobody's. <c>example.org</c> is none: that is a registered domain, which RFC 6761 section 6.5 asks applications to treat like any
    /// other.
    /// </summary>
    public bool IsReserved
    {
        get
        {
            foreach (var reserved in ReservedDomains)
                if (Domain.EndsWith(reserved, StringComparison.Ordinal)) return true;
            return false;
        }
    }

    /// <summary>Parses an address; false when it is not valid.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address) =>
        Read(text, out address) == EmailValidity.Valid;

    /// <summary>Cleans and parses an address; null unless the result is <see cref="EmailValidity.Valid"/>.</summary>
    public static EmailValidity Read(string? text, out EmailAddress? address)
    {
        address = null;
        if (text is null) return EmailValidity.Empty;
        if (text.Length > 4 * AddressBytesMax || !TextNormalizer.TryClean(text, out var clean)) return EmailValidity.Malformed;
        if (clean.Length == 0) return EmailValidity.Empty;
        var original = EmailSpelling.Unwrap(clean);
        foreach (var c in original)
        {
            if (c == ' ') return EmailValidity.HasSpace;
            if (char.IsControl(c) || c is '\u202D' or '\u202E') return EmailValidity.HasInvisible;
        }

        var at = original.LastIndexOf('@');
        if (at <= 0) return EmailValidity.Malformed;
        var local = original[..at];
        if (!IsLocalPart(local) || !TryCanonicalDomain(original[(at + 1)..], out var domain)) return EmailValidity.Malformed;
        if (Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > AddressBytesMax) return EmailValidity.Malformed;

        local = WithoutTag(local.ToLowerInvariant());
        var mailbox = MailboxProviders.MailboxOf(local, domain);
        var canonical = mailbox.Local + "@" + mailbox.Domain;
        address = new EmailAddress(original, domain, canonical, Former(local, domain, canonical));
        return EmailValidity.Valid;
    }

    // A local part that starts with + is a name, not a tag.
    private static string WithoutTag(string local) =>
        local.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus ? local[..plus] : local;

    private static string Former(string local, string domain, string canonical)
    {
        var former = (domain is "gmail.com" or "googlemail.com" ? local.Replace(".", "", StringComparison.Ordinal) : local) + "@" + domain;
        return former == canonical ? canonical : former;
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

    // RFC 1123 section 2.1, with at least two labels and a last label that is not a number: anything else is a typing error.
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
}

/// <summary>The result of reading an e-mail address.</summary>
public enum EmailValidity
{
    /// <summary>The address is valid.</summary>
    Valid,

    /// <summary>There is none.</summary>
    Empty,

    /// <summary>It is no address.</summary>
    Malformed,

    /// <summary>There is a space in it.</summary>
    HasSpace,

    /// <summary>There is a control character or a directional override in it, which its owner cannot see.</summary>
    HasInvisible,
}
