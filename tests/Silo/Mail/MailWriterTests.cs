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
    private readonly MailWriterFixture _writer = new();

    [Fact]
    public async Task A_confirmation_mail_shows_name_and_letter_and_confirms_only_its_attempt()
    {
        var mail = About(MailPurpose.Confirm);
        var message = await _writer.ReadAsync(mail);

        foreach (var body in Bodies(message))
        {
            Assert.Contains("Maria Musterfrau", body, StringComparison.Ordinal);
            Assert.Contains("Zünd sie an", body, StringComparison.Ordinal);
            Assert.Contains("Jane Tully, Harbour Master", body, StringComparison.Ordinal);
            Assert.Contains("27. März 2026, 19:19 Uhr UTC", body, StringComparison.Ordinal);
            Assert.Contains("Stimmt der Name nicht?", body, StringComparison.Ordinal);
            var link = _writer.Keys!.OpenLink(TokenOf(body, "confirm"))!.Value;
            Assert.Equal((SignerLinkUse.Confirm, KeyOf("maria@example.org"), mail.Operation), (link.Use, link.SignerKey, link.Operation));
            Assert.Equal(Now.AddMinutes(-1) + new ConfirmationOptions().PendingFor, link.ExpiresAt);
            var page = _writer.Keys.OpenLink(TokenOf(body, "mine"))!.Value;
            Assert.Equal((SignerLinkUse.SignerPage, KeyOf("maria@example.org"), Now.AddDays(30)),
                (page.Use, page.SignerKey, page.ExpiresAt));
        }
        Assert.Equal(Now + new ConfirmationOptions().RemindAfter, (await _writer.WriteAsync(mail)).RemindAt);
    }

    [Fact]
    public async Task A_signer_of_a_French_text_gets_its_title_and_pages_between_English_words()
    {
        var texts = _writer.Petition!.Texts;
        _writer.Petition = _writer.Petition with { Texts = [texts[1], texts[0] with { Lang = "fr", Title = "Allumez-la" }] };
        var message = await _writer.ReadAsync(About(MailPurpose.Confirm, locale: "fr"));
        Assert.Equal("en", message.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.Contains("Allumez-la", message.Subject, StringComparison.Ordinal);
        foreach (var body in Bodies(message))
        {
            Assert.Contains("Allumez-la", body, StringComparison.Ordinal);
            Assert.Contains("?lang=fr", body, StringComparison.Ordinal);
        }
    }

    [Theory, InlineData(MailPurpose.Confirm), InlineData(MailPurpose.Remind)]
    public async Task A_mail_of_a_closed_petition_can_be_confirmed_but_offers_no_new_attempt(MailPurpose purpose)
    {
        _writer.Petition = _writer.Petition! with { ClosedByAdmin = true, ClosedByAdminAt = Now.AddSeconds(-30) };
        foreach (var body in Bodies(await _writer.ReadAsync(About(purpose))))
        {
            Assert.NotEmpty(TokenOf(body, "confirm"));
            Assert.DoesNotContain("Stimmt der Name nicht?", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Headers_name_sender_recipient_and_automatic_origin()
    {
        var message = await _writer.ReadAsync(About(MailPurpose.Confirm));
        Assert.Equal("petitions@example.org", Assert.Single(message.From.Mailboxes).Address);
        Assert.Equal("maria@example.org", Assert.Single(message.To.Mailboxes).Address);
        Assert.Equal("Bitte bestätige deine Unterschrift: „Zünd sie an“", message.Subject);
        Assert.Equal(("auto-generated", "de"), (message.Headers["Auto-Submitted"], message.Body!.Headers[HeaderId.ContentLanguage]));
        Assert.Equal(Now, message.Date);
        Assert.Equal("multipart/alternative", message.Body.ContentType.MimeType);
        Assert.DoesNotContain("<img", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.All(Address().Matches(message.HtmlBody!), link =>
            Assert.StartsWith("https://petition.example/p/old-lamp/", link.Groups[1].Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MailPurpose.Confirm), InlineData(MailPurpose.Remind), InlineData(MailPurpose.SignedAlready), InlineData(MailPurpose.Link)]
    public async Task Every_mail_says_one_signature_per_address_and_can_end_all_mails(MailPurpose purpose)
    {
        var mail = About(purpose);
        var message = await _writer.ReadAsync(mail);
        var header = message.Headers[HeaderId.ListUnsubscribe]!;
        foreach (var body in Bodies(message))
        {
            Assert.Contains("Jede E-Mail-Adresse unterschreibt einen Brief einmal.", body, StringComparison.Ordinal);
            var token = TokenOf(body, "stop-mail");
            Assert.Equal(new(SignerLinkUse.StopMail, KeyOf("maria@example.org"), Guid.Empty, SignerLink.NoExpiry),
                _writer.Keys!.OpenLink(token));
            Assert.Equal($"<https://petition.example/p/old-lamp/stop-mail/{token}?lang=de>", header);
        }
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers[HeaderId.ListUnsubscribePost]);

        Assert.IsType<MailOutcome.Dropped>((await _writer.WriteAsync(mail with { IsStopped = true })).Outcome);
    }

    [Fact]
    public async Task Only_a_repetition_after_a_crash_has_the_same_message_id()
    {
        var mail = About(MailPurpose.Link, state: SignatureState.Counted);
        var id = (await _writer.ReadAsync(mail)).MessageId;
        Assert.Equal(id, (await _writer.ReadAsync(mail with { Lease = mail.Lease.AddMinutes(5), Failures = 3 })).MessageId);
        Assert.NotEqual(id, (await _writer.ReadAsync(mail with { Sent = 1 })).MessageId);
        Assert.NotEqual(id, (await _writer.ReadAsync(mail with { Purpose = MailPurpose.SignedAlready })).MessageId);
        Assert.NotEqual(id, (await _writer.ReadAsync(mail with { Operation = Guid.Empty })).MessageId);
    }

    [Theory]
    [InlineData("<b>Maria</b>", "O'Neill & <script>alert(1)</script>")]
    [InlineData("محمد", "عبد الله")]
    [InlineData("Zoë", "d’Été")]
    public async Task A_name_is_escaped_in_text_and_HTML(string given, string family)
    {
        var message = await _writer.ReadAsync(About(MailPurpose.Confirm, given, family));
        Assert.Contains($"{given} {family}", message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{given} {family}", System.Net.WebUtility.HtmlDecode(message.HtmlBody), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_100_characters_are_complete_and_line_breaks_inject_no_header()
    {
        var long_ = new string('ä', 100);
        Assert.Contains(long_, (await _writer.ReadAsync(About(MailPurpose.Confirm, givenName: long_))).TextBody, StringComparison.Ordinal);

        _writer.Petition = _writer.Petition! with {
            Texts = [_writer.Petition.Texts[0] with { Title = "One\r\nBcc: all@example.org\r\n\r\nTwo" }] };
        var message = await _writer.ReadAsync(About(MailPurpose.Confirm, "Maria\r\nBcc: other@example.org", "X\r\n\r\n.\r\nQUIT"));
        Assert.Empty(message.Bcc);
        Assert.Null(message.Headers["Bcc"]);
        Assert.Single(message.To);
    }

    [Theory]
    [InlineData("maria@müller.de", "maria@xn--mller-kva.de")]
    [InlineData("Maria+Petition@Example.ORG", "Maria+Petition@example.org")]
    [InlineData("m.a.ria@gmail.com", "m.a.ria@gmail.com")]
    [InlineData("märia@müller.de", "märia@xn--mller-kva.de")]
    [InlineData("anna@straße.de", "anna@xn--strae-oqa.de")]
    [InlineData("anna.muster@googlemail.com", "anna.muster@googlemail.com")]
    [InlineData("lists@anna.fastmail.com", "lists@anna.fastmail.com")]
    public void Mail_is_sent_to_the_address_as_typed_with_a_punycode_domain(string typed, string address)
    {
        Assert.True(EmailAddress.TryParse(typed, out var parsed));
        Assert.Equal(address, MailWriter.Recipient(parsed).GetAddress(idnEncode: true));
    }

    [Fact]
    public async Task The_links_of_a_signature_from_before_open_that_signature()
    {
        const string Email = "anna.muster@googlemail.com";
        var former = MailWriterFixture.FormerKeyOf(Email);
        Assert.NotEqual(MailWriterFixture.KeyOf(Email), former);
        foreach (var (key, mail) in new[]
        {
            (former, About(MailPurpose.Confirm, email: Email, signerKey: former)),
            (MailWriterFixture.KeyOf(Email), About(MailPurpose.Confirm, email: Email)),
        })
        {
            var body = (await _writer.ReadAsync(mail)).TextBody!;
            Assert.Equal(key, _writer.Keys!.OpenLink(TokenOf(body, "confirm"))!.Value.SignerKey);
            Assert.Equal(key, _writer.Keys.OpenLink(TokenOf(body, "mine"))!.Value.SignerKey);
        }
    }

    [Theory]
    [InlineData(SignatureState.Counted, "Your signature stands")]
    [InlineData(SignatureState.Pending, "still waits")]
    [InlineData(SignatureState.Withdrawn, "You have withdrawn")]
    [InlineData(SignatureState.Invalidated, "was taken out")]
    public async Task A_repeated_attempt_is_told_the_state_and_not_the_data_typed_now(SignatureState state, string words)
    {
        var message = await _writer.ReadAsync(About(MailPurpose.SignedAlready, locale: "en", state: state));
        foreach (var body in Bodies(message))
        {
            Assert.Contains(words, body, StringComparison.Ordinal);
            Assert.DoesNotContain("Musterfrau", body, StringComparison.Ordinal);
            Assert.Equal(SignerLinkUse.SignerPage, _writer.Keys!.OpenLink(TokenOf(body, "mine"))!.Value.Use);
        }
    }

    [Theory]
    [InlineData(MailPurpose.Confirm, "en", "Please confirm"), InlineData(MailPurpose.Confirm, "de", "Bitte bestätige")]
    [InlineData(MailPurpose.Remind, "en", "not confirmed yet"), InlineData(MailPurpose.Remind, "de", "noch nicht bestätigt")]
    [InlineData(MailPurpose.SignedAlready, "en", "About your"), InlineData(MailPurpose.SignedAlready, "de", "Zu deiner")]
    [InlineData(MailPurpose.Link, "en", "The link"), InlineData(MailPurpose.Link, "de", "Der Link")]
    public async Task Every_mail_exists_in_both_languages(MailPurpose purpose, string locale, string subject) =>
        Assert.Contains(subject, (await _writer.ReadAsync(About(purpose, locale: locale))).Subject, StringComparison.Ordinal);

    [Fact]
    public async Task Undecryptable_data_and_invalid_addresses_are_parked_without_the_address()
    {
        var mail = About(MailPurpose.Confirm);
        var unreadable = (await _writer.WriteAsync(mail with { Signature = mail.Signature! with { Ciphertext = new byte[157] } })).Outcome;
        Assert.IsType<MailOutcome.Parked>(unreadable);
        var withoutAddress =
            Assert.IsType<MailOutcome.Parked>((await _writer.WriteAsync(About(MailPurpose.Confirm, email: "no address"))).Outcome);
        Assert.DoesNotContain("no address", withoutAddress.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_that_are_not_needed_or_have_no_data_are_dropped()
    {
        var mail = About(MailPurpose.Confirm);
        await DroppedAsync(mail with { Signature = null });
        await DroppedAsync(mail with { Signature = mail.Signature! with { Ciphertext = null } });
        await DroppedAsync(mail with { Operation = Guid.Empty });
        await DroppedAsync(mail with { Petition = 8 });
        _writer.Time.Advance(TimeSpan.FromDays(7));
        await DroppedAsync(mail);

        _writer.Petition = _writer.Petition! with { KeysDestroyedAt = Now };
        await DroppedAsync(About(MailPurpose.Link, state: SignatureState.Counted));
        (_writer.Petition, _writer.Keys) = (_writer.Petition with { KeysDestroyedAt = null }, null);
        await DroppedAsync(About(MailPurpose.Link, state: SignatureState.Counted));
    }

    [Fact]
    public async Task A_rehearsal_sends_no_mail_and_counts_it_as_sent()
    {
        _writer.Petition = _writer.Petition! with { Facts = _writer.Petition.Facts with { Rehearsal = true } };
        var written = await _writer.WriteAsync(About(MailPurpose.Confirm));
        Assert.Null(written.Message);
        Assert.Null(Assert.IsType<MailOutcome.Sent>(written.Outcome).RemindAt);
    }

    private async Task DroppedAsync(ClaimedMail mail) => Assert.IsType<MailOutcome.Dropped>((await _writer.WriteAsync(mail)).Outcome);

    private static string[] Bodies(MimeMessage message) => [message.TextBody!, System.Net.WebUtility.HtmlDecode(message.HtmlBody!)];

    private static string TokenOf(string body, string page) =>
        Regex.Match(body, $@"https://petition\.example/p/old-lamp/{page}/([\w-]+)\?lang=(de|en)").Groups[1].Value;

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Address();
}
