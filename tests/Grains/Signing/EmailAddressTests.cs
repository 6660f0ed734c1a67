using CsCheck;
using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class EmailAddressTests
{
    // The table of EmailAddress, row by row, and what lies beside each row.
    [Theory]
    [InlineData("maria@example.org", "maria@example.org")]
    [InlineData("  maria@example.org\t", "maria@example.org")]
    [InlineData("Maria@Example.ORG", "maria@example.org")]
    [InlineData("JÜRGEN@example.org", "jürgen@example.org")]
    [InlineData("ju\u0308rgen@example.org", "jürgen@example.org")]
    [InlineData("a@müller.de", "a@xn--mller-kva.de")]
    [InlineData("a@MU\u0308LLER.de", "a@xn--mller-kva.de")]
    [InlineData("a@xn--mller-kva.de", "a@xn--mller-kva.de")]
    [InlineData("maria+petition@example.org", "maria@example.org")]
    [InlineData("maria+a+b@example.org", "maria@example.org")]
    [InlineData("+maria@example.org", "+maria@example.org")]
    [InlineData("m.a.r.i.a@gmail.com", "maria@gmail.com")]
    [InlineData("M.aria+x@GMail.com", "maria@gmail.com")]
    [InlineData("m.aria@googlemail.com", "maria@googlemail.com")]
    [InlineData("m.aria@example.org", "m.aria@example.org")]
    [InlineData("m.aria@notgmail.com", "m.aria@notgmail.com")]
    [InlineData("ISTANBUL@example.org", "istanbul@example.org")]
    [InlineData("o'brien@example.co.uk", "o'brien@example.co.uk")]
    public void An_address_has_its_canonical_form(string typed, string canonical)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address));
        Assert.Equal(canonical, address.Canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("maria")]
    [InlineData("maria@")]
    [InlineData("@example.org")]
    [InlineData("maria@localhost")]
    [InlineData("maria@example..org")]
    [InlineData("maria@.example.org")]
    [InlineData("maria@example.org.")]
    [InlineData("maria@-example.org")]
    [InlineData("maria@example-.org")]
    [InlineData("maria@exa_mple.org")]
    [InlineData("maria@192.168.0.1")]
    [InlineData("maria@[192.168.0.1]")]
    [InlineData("ma ria@example.org")]
    [InlineData("maria@exam ple.org")]
    [InlineData(".maria@example.org")]
    [InlineData("maria.@example.org")]
    [InlineData("ma..ria@example.org")]
    [InlineData("\"maria\"@example.org")]
    [InlineData("maria@example.org\nbcc:x@example.org")]
    [InlineData("maria\u0000@example.org")]
    [InlineData("maria\u202E@example.org")]
    [InlineData("maria@exa\u202Emple.org")]
    [InlineData("a@b@c.org")]
    [InlineData("maria,ina@example.org")]
    [InlineData("maria<x>@example.org")]
    public void What_mail_cannot_be_sent_to_is_no_address(string? typed) => Assert.False(EmailAddress.TryParse(typed, out _));

    [Fact]
    public void Half_of_a_character_is_no_address() => Assert.False(EmailAddress.TryParse("mar\uD800ia@example.org", out _));

    [Fact]
    public void The_lengths_of_RFC_5321_hold_to_the_octet()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 46), 4)) + ".o";
        Assert.True(EmailAddress.TryParse(new string('l', 64) + "@" + domain, out _));
        Assert.Equal(254, 64 + 1 + domain.Length);
        Assert.False(EmailAddress.TryParse(new string('l', 64) + "@d" + domain, out _));
        Assert.False(EmailAddress.TryParse(new string('l', 65) + "@example.org", out _));
        Assert.True(EmailAddress.TryParse(new string('ü', 32) + "@example.org", out _));
        Assert.False(EmailAddress.TryParse(new string('ü', 33) + "@example.org", out _));
        Assert.True(EmailAddress.TryParse("a@" + new string('d', 63) + ".org", out _));
        Assert.False(EmailAddress.TryParse("a@" + new string('d', 64) + ".org", out _));
    }

    [Fact]
    public void The_original_is_kept_for_mail()
    {
        Assert.True(EmailAddress.TryParse(" Maria+Petition@Example.org ", out var address));
        Assert.Equal("Maria+Petition@Example.org", address.Original);
    }

    [Fact]
    public void A_canonical_form_is_its_own_canonical_form() =>
        Gen.String[Gen.Char["abzAZ09+-_@üÜß\u0308 "], 1, 40].Sample(typed =>
            !EmailAddress.TryParse(typed + "@mail.example", out var once)
            || EmailAddress.TryParse(once.Canonical, out var twice) && twice.Canonical == once.Canonical);

    [Fact]
    public void No_text_makes_it_throw() => Gen.String.Sample(typed => { EmailAddress.TryParse(typed, out _); });
}
