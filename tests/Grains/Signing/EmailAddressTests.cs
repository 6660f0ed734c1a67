using CsCheck;
using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class EmailAddressTests
{
    // The table in the docs of EmailAddress, with edge cases for each row.
    [Theory]
    [InlineData("maria@example.org", "maria@example.org")]
    [InlineData("  maria@example.org\t", "maria@example.org")]
    [InlineData("\u200Bmaria@example.org", "maria@example.org")]
    [InlineData("\uFEFFmaria@example.org\r\n", "maria@example.org")]
    [InlineData("\u202Amaria@example.org\u202C", "maria@example.org")]
    [InlineData("ma\u00ADria@exam\u200Bple.org", "maria@example.org")]
    [InlineData("ma\u200Dria@example.org", "maria@example.org")]
    [InlineData("علی\u200Cرضا@example.org", "علیرضا@example.org")]
    [InlineData("maria＠example．org", "maria@example.org")]
    [InlineData("ｍａｒｉａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "maria@example.org")]
    [InlineData("maria﹫example。org", "maria@example.org")]
    [InlineData("mailto:maria@example.org", "maria@example.org")]
    [InlineData("MAILTO:maria@example.org?subject=Hello", "maria@example.org")]
    [InlineData("<maria@example.org>", "maria@example.org")]
    [InlineData("<mailto:maria@example.org>", "maria@example.org")]
    [InlineData("Maria Musterfrau <maria@example.org>", "maria@example.org")]
    [InlineData("\"Musterfrau, Maria\" <maria@example.org>;", "maria@example.org")]
    [InlineData("\"maria@example.org\"", "maria@example.org")]
    [InlineData("„maria@example.org“", "maria@example.org")]
    [InlineData("maria@example.org,", "maria@example.org")]
    [InlineData("Maria@Example.ORG", "maria@example.org")]
    [InlineData("JÜRGEN@example.org", "jürgen@example.org")]
    [InlineData("ju\u0308rgen@example.org", "jürgen@example.org")]
    [InlineData("a@müller.de", "a@xn--mller-kva.de")]
    [InlineData("a@MU\u0308LLER.de", "a@xn--mller-kva.de")]
    [InlineData("a@xn--mller-kva.de", "a@xn--mller-kva.de")]
    [InlineData("a@straße.de", "a@xn--strae-oqa.de")]
    [InlineData("a@STRAẞE.de", "a@xn--strae-oqa.de")]
    [InlineData("a@strasse.de", "a@strasse.de")]
    [InlineData("a@βόλος.com", "a@xn--nxasmm1c.com")]
    [InlineData("a@نامه\u200Cای.com", "a@xn--mgba3gch31f060k.com")]
    [InlineData("maria+petition@example.org", "maria@example.org")]
    [InlineData("maria+a+b@example.org", "maria@example.org")]
    [InlineData("+maria@example.org", "+maria@example.org")]
    [InlineData("m.a.r.i.a@gmail.com", "maria@gmail.com")]
    [InlineData("M.aria+x@GMail.com", "maria@gmail.com")]
    [InlineData("m.aria@googlemail.com", "maria@gmail.com")]
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
    [InlineData("\u202Emaria@example.org")]
    [InlineData("maria@exa\u200Dmple\u202D.org")]
    [InlineData("<>")]
    [InlineData("mailto:")]
    [InlineData("<@>")]
    [InlineData("Maria <maria>")]
    public void Invalid_addresses_are_rejected(string? typed) => Assert.False(EmailAddress.TryParse(typed, out _));

    [Fact]
    public void An_unpaired_surrogate_in_an_address_is_rejected() => Assert.False(EmailAddress.TryParse("mar\uD800ia@example.org", out _));

    [Fact]
    public void The_length_limits_of_RFC_5321_are_exact()
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

    [Theory]
    [InlineData("maria", EmailValidity.Malformed)]
    [InlineData("\u200B", EmailValidity.Empty)]
    [InlineData(" \t", EmailValidity.Empty)]
    [InlineData("maria @example.org", EmailValidity.HasSpace)]
    [InlineData("maria@exam\u3000ple.org", EmailValidity.HasSpace)]
    [InlineData("maria\u0000@example.org", EmailValidity.HasInvisible)]
    [InlineData("maria\u202E@example.org", EmailValidity.HasInvisible)]
    public void What_is_wrong_with_an_address_is_named(string typed, EmailValidity validity) =>
        Assert.Equal(validity, EmailAddress.Read(typed, out _));

    [Theory]
    [InlineData("a@example.invalid", true)]
    [InlineData("a@mail.test", true)]
    [InlineData("a@Mail.EXAMPLE", true)]
    [InlineData("a@straße.example", true)]
    [InlineData("a@b.localhost", true)]
    [InlineData("a@example.org", false)]
    [InlineData("a@example.com", false)]
    [InlineData("a@test.org", false)]
    [InlineData("a@notinvalid.de", false)]
    [InlineData("a@b.mytest", false)]
    public void An_address_under_a_reserved_top_level_domain_is_known(string typed, bool isReserved)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address));
        Assert.Equal(isReserved, address.IsReserved);
    }

    [Fact]
    public void The_original_spelling_is_kept()
    {
        Assert.True(EmailAddress.TryParse(" Maria+Petition@Example.org ", out var address));
        Assert.Equal("Maria+Petition@Example.org", address.Original);
    }

    [Fact]
    public void The_canonical_form_is_idempotent() =>
        Gen.String[Gen.Char["abzAZ09+-_@üÜß\u0308 "], 1, 40].Sample(typed =>
            !EmailAddress.TryParse(typed + "@mail.example", out var once)
            || EmailAddress.TryParse(once.Canonical, out var twice) && twice.Canonical == once.Canonical);

    [Fact]
    public void No_text_makes_it_throw() => Gen.String.Sample(typed => { EmailAddress.TryParse(typed, out _); });
}
