using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

/// <summary>The table of <see cref="MailboxProviders"/>, a row or more for every provider in it.</summary>
public sealed class MailboxProvidersTests
{
    [Theory]
    [InlineData("anna.muster@gmail.com", "annamuster@googlemail.com", "a.n.n.a.muster+petition@GoogleMail.com")]
    [InlineData("anna@icloud.com", "anna@me.com", "anna+x@mac.com")]
    [InlineData("anna.muster@proton.me", "anna_muster@protonmail.com", "anna-muster@pm.me", "annamuster+x@protonmail.ch")]
    [InlineData("anna-lists@yahoo.com", "anna-shops@yahoo.com", "anna-shops-2+x@yahoo.com")]
    [InlineData("anna-lists@yahoo.de", "anna-shops@yahoo.de")]
    [InlineData("anna@fastmail.com", "lists@anna.fastmail.com", "anna+lists@fastmail.com")]
    [InlineData("anna@fastmail.fm", "lists@anna.fastmail.fm")]
    [InlineData("anna@posteo.de", "anna@posteo.net", "anna@posteo.at", "anna+x@posteo.eu")]
    [InlineData("anna@mailbox.org", "anna@secure.mailbox.org", "anna+x@mailbox.org")]
    [InlineData("anna@runbox.com", "anna@runbox.no", "anna+x@runbox.eu")]
    [InlineData("anna@yandex.ru", "anna@ya.ru", "anna@yandex.com", "anna@yandex.by", "anna@yandex.kz", "anna+x@yandex.ua")]
    public void Addresses_of_one_mailbox_are_one_person(params string[] typed) => Assert.Single(typed.Select(CanonicalOf).Distinct());

    [Theory]
    [InlineData("anna.muster@gmx.de", "annamuster@gmx.de", "anna.muster@gmx.net", "anna.muster@gmx.at", "anna.muster@gmx.com")]
    [InlineData("anna@web.de", "anna@email.de", "an.na@web.de")]
    [InlineData("anna@outlook.com", "anna@hotmail.com", "anna@live.com", "anna@msn.com", "an.na@outlook.com")]
    [InlineData("anna@tutanota.com", "anna@tuta.com", "anna@tuta.io", "an.na@tuta.com")]
    [InlineData("anna@yahoo.com", "anna-lists@yahoo.com", "anna@yahoo.de", "anna-lists@yahoo.de", "anna_lists@yahoo.com")]
    [InlineData("anna@fastmail.com", "anna@fastmail.fm", "anna@lists.anna.fastmail.com", "an.na@fastmail.com")]
    [InlineData("anna.muster@icloud.com", "annamuster@icloud.com", "anna-muster@icloud.com")]
    [InlineData("anna.muster@posteo.de", "annamuster@posteo.de", "anna.muster@posteo.example.org")]
    [InlineData("anna@mailbox.org", "anna@tls.mailbox.org", "an.na@mailbox.org")]
    [InlineData("anna.muster@yandex.ru", "annamuster@yandex.ru")]
    [InlineData("anna@aol.com", "an.na@aol.com")]
    [InlineData("anna-x@gmail.com", "anna@gmail.com", "anna.gmail.com@example.org")]
    public void Addresses_that_no_provider_joins_stay_apart(params string[] typed) =>
        Assert.Equal(typed.Length, typed.Select(CanonicalOf).Distinct().Count());

    [Theory]
    [InlineData("...@proton.me")]
    [InlineData("-@proton.me")]
    [InlineData("-lists@yahoo.com")]
    [InlineData("a@fastmail.com")]
    [InlineData("a-b.c_d@pm.me")]
    [InlineData("a-b@yahoo.com")]
    public void The_canonical_form_has_a_local_part_and_is_its_own_canonical_form(string typed)
    {
        if (!EmailAddress.TryParse(typed, out var address)) return;
        Assert.NotEqual('@', address.Canonical[0]);
        Assert.Equal(address.Canonical, CanonicalOf(address.Canonical));
    }

    [Theory]
    [InlineData("an.na+x@googlemail.com", "anna@googlemail.com")]
    [InlineData("an.na@gmail.com", "anna@gmail.com")]
    [InlineData("an.na@pm.me", "an.na@pm.me")]
    [InlineData("an.na+x@example.org", "an.na@example.org")]
    public void The_former_canonical_form_is_known(string typed, string former)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address));
        Assert.Equal(former, address.FormerCanonical);
    }

    private static string CanonicalOf(string typed)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address), typed);
        return address.Canonical;
    }
}
