using System.Collections.Frozen;

namespace Petitions.Grains.Signing;

/// <summary>
/// Which addresses are one mailbox, by provider. Only what a provider documents is a rule here: two people who are taken for one cannot
/// both sign, which is worse than one person who signs twice. Everybody's rule, <c>+tag</c>, is in <see cref="EmailAddress"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>provider</term><description>rule and source</description></listheader>
/// <item><term>Gmail</term><description>dots are ignored (support.google.com/mail/answer/7436150); <c>googlemail.com</c> is
/// <c>gmail.com</c>: mail to either arrives (announcements of 2010 and 2012 on gmailblog.blogspot.com)</description></item>
/// <item><term>iCloud</term><description><c>me.com</c> and <c>mac.com</c> are older names of <c>icloud.com</c> addresses
/// (support.apple.com/118230)</description></item>
/// <item><term>Proton</term><description>dots, underscores and hyphens are "transparent" (proton.me/support/change-username);
/// <c>proton.me</c>, <c>protonmail.com</c>, <c>protonmail.ch</c> and <c>pm.me</c> with one user name are one person's
/// (proton.me/support/addresses-and-aliases)</description></item>
/// <item><term>Yahoo</term><description>an address with a hyphen is a temporary one, <c>base-keyword</c>; all with one base are one
/// mailbox (help pages of AddressGuard; US 2006/0041621: the hyphen is reserved for them). The hyphen stays, because the base itself is
/// not the address of the mailbox and may be somebody else's</description></item>
/// <item><term>Fastmail</term><description><c>anything@user.fastmail.com</c> is <c>user@fastmail.com</c>
/// (fastmail.help, "Plus addressing and subdomain addressing")</description></item>
/// <item><term>Posteo</term><description>one name in all Posteo domains belongs to one person (posteo.de/blog, 14 December
/// 2023)</description></item>
/// <item><term>mailbox.org</term><description><c>secure.mailbox.org</c> is <c>mailbox.org</c>, received over TLS only
/// (kb.mailbox.org, "Ensuring e-mails are sent securely")</description></item>
/// <item><term>Runbox</term><description><c>runbox.com</c>, <c>runbox.no</c> and <c>runbox.eu</c> are synonyms
/// (help.runbox.com/how-do-internet-domains-work-for-email)</description></item>
/// <item><term>Yandex</term><description>a user name is linked to all Yandex domains (yandex.com/support/id/authorization/email.html,
/// yandex.com/support/domain/additional/mailbox-alias.xml)</description></item>
/// </list>
/// Without a rule, because the provider says that these are different addresses, or nothing: GMX (newsroom.gmx.net, 31 July 2015: dots
/// and endings matter), WEB.DE, Outlook.com with hotmail.com, live.com and msn.com (each is an address of its own that cannot even be
/// added to another account, support.microsoft.com/help/12407), Tuta, AOL, T-Online. Aliases with names of their own cannot be recognised.
/// </remarks>
internal static class MailboxProviders
{
    private static readonly string[] SubdomainAddressing = ["fastmail.com", "fastmail.fm"];

    private static readonly FrozenDictionary<string, Rule> Rules = Table().ToFrozenDictionary(row => row.Domain, row => row.Rule);

    /// <summary>The mailbox of an address. Local part in lower case without tag, domain in punycode; so is the result.</summary>
    public static (string Local, string Domain) MailboxOf(string local, string domain)
    {
        foreach (var provider in SubdomainAddressing)
        {
            var dot = domain.Length - provider.Length - 1;
            if (dot > 0 && domain[dot] == '.' && domain.EndsWith(provider, StringComparison.Ordinal)
                && domain.IndexOf('.', StringComparison.Ordinal) == dot)
            {
                return (domain[..dot], provider);
            }
        }
        return Rules.TryGetValue(domain, out var rule) ? (rule.Apply(local), rule.Domain ?? domain) : (local, domain);
    }

    private static IEnumerable<(string Domain, Rule Rule)> Table()
    {
        IEnumerable<(string, Rule)> Of(Rule rule, params string[] domains) => domains.Select(domain => (domain, rule));
        return
        [
            .. Of(new("gmail.com", Ignored: "."), "gmail.com", "googlemail.com"),
            .. Of(new("icloud.com"), "me.com", "mac.com"),
            .. Of(new("proton.me", Ignored: "._-"), "proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
            .. Of(new(Base: '-'), "yahoo.com", "ymail.com", "rocketmail.com", "yahoo.de", "yahoo.fr", "yahoo.it", "yahoo.es",
                "yahoo.co.uk", "yahoo.ca", "yahoo.com.br", "yahoo.com.au", "yahoo.co.in"),
            .. Of(new("posteo.de"), "posteo.net", "posteo.com", "posteo.us", "posteo.ca", "posteo.uk", "posteo.ie", "posteo.es",
                "posteo.at", "posteo.ch", "posteo.nl", "posteo.be", "posteo.lu", "posteo.me", "posteo.eu"),
            .. Of(new("mailbox.org"), "secure.mailbox.org"),
            .. Of(new("runbox.com"), "runbox.no", "runbox.eu"),
            .. Of(new("yandex.ru"), "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua"),
        ];
    }

    /// <summary>What a provider ignores.</summary>
    /// <param name="Domain">The domain that stands for all; null when each is its own.</param>
    /// <param name="Ignored">Characters of the local part without a meaning.</param>
    /// <param name="Base">The character that ends the base of a temporary address; what follows it is a keyword.</param>
    private sealed record Rule(string? Domain = null, string Ignored = "", char? Base = null)
    {
        public string Apply(string local)
        {
            if (Base is { } end && local.IndexOf(end, StringComparison.Ordinal) is > 0 and var keyword) return local[..(keyword + 1)];
            if (local.AsSpan().IndexOfAny(Ignored) < 0) return local;
            var rest = string.Concat(local.Split(Ignored.ToCharArray()));
            return rest.Length > 0 ? rest : local;
        }
    }
}
