using System.Text.RegularExpressions;
using MimeKit;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Signing;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;
using Xunit;
using static Petitions.Tests.Silo.Mail.MailWriterFixture;

namespace Petitions.Tests.Silo.Mail;

public sealed partial class MailWriterTests
{
    private readonly MailWriterFixture _desk = new();

    [Fact]
    public async Task A_mail_that_asks_names_who_signs_what_and_its_link_confirms_exactly_that_attempt()
    {
        var mail = About(MailPurpose.Confirm);
        var message = await _desk.ReadAsync(mail);

        foreach (var body in Bodies(message))
        {
            Assert.Contains("Maria Musterfrau", body, StringComparison.Ordinal);
            Assert.Contains("Zünd sie an", body, StringComparison.Ordinal);
            Assert.Contains("Jane Tully, Harbour Master", body, StringComparison.Ordinal);
            Assert.Contains("27. März 2026, 19:19 Uhr UTC", body, StringComparison.Ordinal);
            Assert.Contains("Stimmt der Name nicht?", body, StringComparison.Ordinal);
            var link = _desk.Keys!.OpenLink(TokenOf(body, "confirm"))!.Value;
            Assert.Equal((SignerLinkUse.Confirm, KeyOf("maria@example.org"), mail.Operation), (link.Use, link.SignerKey, link.Operation));
            Assert.Equal(Now.AddMinutes(-1) + new ConfirmationOptions().PendingFor, link.ExpiresAt);
            var page = _desk.Keys.OpenLink(TokenOf(body, "mine"))!.Value;
            Assert.Equal((SignerLinkUse.SignerPage, KeyOf("maria@example.org"), Now.AddDays(30)), (page.Use, page.SignerKey, page.ExpiresAt));
        }
        Assert.Equal(Now + new ConfirmationOptions().RemindAfter, (await _desk.WriteAsync(mail)).RemindAt);
    }

    [Theory, InlineData(MailPurpose.Confirm), InlineData(MailPurpose.Remind)]
    public async Task A_mail_of_a_closed_letter_can_be_confirmed_and_sends_nobody_to_sign_again(MailPurpose purpose)
    {
        _desk.Petition = _desk.Petition! with { ClosedByAdmin = true, ClosedByAdminAt = Now.AddSeconds(-30) };
        foreach (var body in Bodies(await _desk.ReadAsync(About(purpose))))
        {
            Assert.NotEmpty(TokenOf(body, "confirm"));
            Assert.DoesNotContain("Stimmt der Name nicht?", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Its_headers_say_who_wrote_to_whom_and_that_a_machine_did()
    {
        var message = await _desk.ReadAsync(About(MailPurpose.Confirm));
        Assert.Equal("petitions@example.org", Assert.Single(message.From.Mailboxes).Address);
        Assert.Equal("maria@example.org", Assert.Single(message.To.Mailboxes).Address);
        Assert.Equal("Bitte bestätige deine Unterschrift: „Zünd sie an“", message.Subject);
        Assert.Equal(("auto-generated", "de"), (message.Headers["Auto-Submitted"], message.Body!.Headers[HeaderId.ContentLanguage]));
        Assert.Equal(Now, message.Date);
        Assert.Equal("multipart/alternative", message.Body.ContentType.MimeType);
        Assert.DoesNotContain("<img", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.All(Address().Matches(message.HtmlBody!), link => Assert.StartsWith("https://petition.example/p/old-lamp/", link.Groups[1].Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repeat_after_a_crash_has_the_same_id_and_nothing_else_has()
    {
        var mail = About(MailPurpose.Link, state: SignatureState.Counted);
        var id = (await _desk.ReadAsync(mail)).MessageId;
        Assert.Equal(id, (await _desk.ReadAsync(mail with { Lease = mail.Lease.AddMinutes(5), Failures = 3 })).MessageId);
        Assert.NotEqual(id, (await _desk.ReadAsync(mail with { Sent = 1 })).MessageId);
        Assert.NotEqual(id, (await _desk.ReadAsync(mail with { Purpose = MailPurpose.SignedAlready })).MessageId);
        Assert.NotEqual(id, (await _desk.ReadAsync(mail with { Operation = Guid.Empty })).MessageId);
    }

    [Theory]
    [InlineData("<b>Maria</b>", "O'Neill & <script>alert(1)</script>")]
    [InlineData("محمد", "عبد الله")]
    [InlineData("Zoë", "d’Été")]
    public async Task A_name_is_text_whatever_is_in_it(string given, string family)
    {
        var message = await _desk.ReadAsync(About(MailPurpose.Confirm, given, family));
        Assert.Contains($"{given} {family}", message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{given} {family}", System.Net.WebUtility.HtmlDecode(message.HtmlBody), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_a_hundred_characters_is_whole_and_one_with_line_breaks_makes_no_header()
    {
        var long_ = new string('ä', 100);
        Assert.Contains(long_, (await _desk.ReadAsync(About(MailPurpose.Confirm, givenName: long_))).TextBody, StringComparison.Ordinal);

        _desk.Petition = _desk.Petition! with { Texts = [_desk.Petition.Texts[0] with { Title = "One\r\nBcc: all@example.org\r\n\r\nTwo" }] };
        var message = await _desk.ReadAsync(About(MailPurpose.Confirm, "Maria\r\nBcc: other@example.org", "X\r\n\r\n.\r\nQUIT"));
        Assert.Empty(message.Bcc);
        Assert.Null(message.Headers["Bcc"]);
        Assert.Single(message.To);
    }

    [Theory]
    [InlineData("maria@müller.de", "maria@xn--mller-kva.de")]
    [InlineData("Maria+Petition@Example.ORG", "Maria+Petition@example.org")]
    [InlineData("m.a.ria@gmail.com", "m.a.ria@gmail.com")]
    [InlineData("märia@müller.de", "märia@xn--mller-kva.de")]
    public void Mail_goes_to_the_address_as_it_was_typed_with_its_domain_in_punycode(string typed, string address)
    {
        Assert.True(EmailAddress.TryParse(typed, out var parsed));
        Assert.Equal(address, MailWriter.Recipient(parsed).GetAddress(idnEncode: true));
    }

    [Theory]
    [InlineData(SignatureState.Counted, "Your signature stands")]
    [InlineData(SignatureState.Pending, "still waits")]
    [InlineData(SignatureState.Withdrawn, "You have withdrawn")]
    [InlineData(SignatureState.Invalidated, "was taken out")]
    public async Task Whoever_tries_again_reads_what_became_of_the_signature_and_not_what_was_typed_now(SignatureState state, string words)
    {
        var message = await _desk.ReadAsync(About(MailPurpose.SignedAlready, locale: "en", state: state));
        foreach (var body in Bodies(message))
        {
            Assert.Contains(words, body, StringComparison.Ordinal);
            Assert.DoesNotContain("Musterfrau", body, StringComparison.Ordinal);
            Assert.Equal(SignerLinkUse.SignerPage, _desk.Keys!.OpenLink(TokenOf(body, "mine"))!.Value.Use);
        }
    }

    [Theory]
    [InlineData(MailPurpose.Confirm, "en", "Please confirm"), InlineData(MailPurpose.Confirm, "de", "Bitte bestätige")]
    [InlineData(MailPurpose.Remind, "en", "not confirmed yet"), InlineData(MailPurpose.Remind, "de", "noch nicht bestätigt")]
    [InlineData(MailPurpose.SignedAlready, "en", "About your"), InlineData(MailPurpose.SignedAlready, "de", "Zu deiner")]
    [InlineData(MailPurpose.Link, "en", "The link"), InlineData(MailPurpose.Link, "de", "Der Link")]
    public async Task Every_mail_speaks_both_languages(MailPurpose purpose, string locale, string subject) =>
        Assert.Contains(subject, (await _desk.ReadAsync(About(purpose, locale: locale))).Subject, StringComparison.Ordinal);

    [Fact]
    public async Task What_cannot_be_opened_or_written_to_is_parked_without_its_address()
    {
        var mail = About(MailPurpose.Confirm);
        var spoilt = (await _desk.WriteAsync(mail with { Signature = mail.Signature! with { Ciphertext = new byte[157] } })).Without;
        Assert.IsType<MailOutcome.Parked>(spoilt);
        var nowhere = Assert.IsType<MailOutcome.Parked>((await _desk.WriteAsync(About(MailPurpose.Confirm, email: "no address"))).Without);
        Assert.DoesNotContain("no address", nowhere.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_where_nobody_wants_it_or_nothing_is_left()
    {
        var mail = About(MailPurpose.Confirm);
        await DroppedAsync(mail with { Signature = null });
        await DroppedAsync(mail with { Signature = mail.Signature! with { Ciphertext = null } });
        await DroppedAsync(mail with { Operation = Guid.Empty });
        await DroppedAsync(mail with { Petition = 8 });
        _desk.Time.Advance(TimeSpan.FromDays(7));
        await DroppedAsync(mail);

        _desk.Petition = _desk.Petition! with { KeysDestroyedAt = Now };
        await DroppedAsync(About(MailPurpose.Link, state: SignatureState.Counted));
        (_desk.Petition, _desk.Keys) = (_desk.Petition with { KeysDestroyedAt = null }, null);
        await DroppedAsync(About(MailPurpose.Link, state: SignatureState.Counted));
    }

    [Fact]
    public async Task Nothing_leaves_in_a_rehearsal_and_its_mails_count_as_sent()
    {
        _desk.Petition = _desk.Petition! with { Facts = _desk.Petition.Facts with { Rehearsal = true } };
        var written = await _desk.WriteAsync(About(MailPurpose.Confirm));
        Assert.Null(written.Message);
        Assert.Null(Assert.IsType<MailOutcome.Sent>(written.Without).RemindAt);
    }

    private async Task DroppedAsync(ClaimedMail mail) => Assert.IsType<MailOutcome.Dropped>((await _desk.WriteAsync(mail)).Without);

    private static string[] Bodies(MimeMessage message) => [message.TextBody!, System.Net.WebUtility.HtmlDecode(message.HtmlBody!)];

    private static string TokenOf(string body, string page) =>
        Regex.Match(body, $@"https://petition\.example/p/old-lamp/{page}/([\w-]+)\?lang=(de|en)").Groups[1].Value;

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Address();
}
