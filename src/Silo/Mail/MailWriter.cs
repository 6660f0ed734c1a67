using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MimeKit;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Mail;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Mail;

/// <summary>Decrypts the data of a claimed mail and writes the message, or returns an outcome when nothing must be sent.</summary>
internal sealed class MailWriter(
    MailSettings settings, ConfirmationOptions confirmation, SignerIdentity identity, IPetitionCatalogue catalogue,
    IPetitionKeyring keyring,
    TimeProvider time)
{
    /// <summary>Writes the message, or returns the outcome of a mail that is not sent.</summary>
    public async Task<WrittenMail> WriteAsync(ClaimedMail mail, CancellationToken cancel)
    {
        if (mail.IsStopped
            || mail.Signature is not { Ciphertext: { } ciphertext } signature
            || !MailPolicy.IsStillNeeded(mail.Purpose, mail.Operation, signature.State, signature.Operation)
            || await FindAsync(mail.Petition, cancel) is not { KeysDestroyedAt: null } petition
            || await keyring.FindAsync(petition.Id, petition.Slug) is not { } keys)
        {
            return new() { Outcome = new MailOutcome.Dropped(mail) };
        }
        if (Open(keys, mail.RowKey, ciphertext) is not { } person) return Park(mail, "the personal data cannot be decrypted");
        if (!EmailAddress.TryParse(person.Email, out var address)) return Park(mail, "the e-mail address is not valid");

        var now = time.GetUtcNow();
        var until = MailPolicy.ConfirmationDeadline(petition, confirmation, person.SignedAt, now);
        var isConfirmation = mail.Purpose is MailPurpose.Confirm or MailPurpose.Remind;
        if (isConfirmation && until <= now) return new() { Outcome = new MailOutcome.Dropped(mail) };
        // A rehearsal sends no mail; the outbox handles it as sent.
        if (petition.Facts.Rehearsal) return new() { Outcome = new MailOutcome.Sent(mail) };

        var remindAt = mail.Purpose == MailPurpose.Confirm ? MailPolicy.ReminderAt(confirmation, now, until) : null;
        var signer = identity.KeyOf(address);
        // The row of a signature from before has a key that was made of the former canonical form.
        if (keys.RowKey(signer) != mail.RowKey && identity.FormerKeyOf(address) is { } former && keys.RowKey(former) == mail.RowKey)
            signer = former;
        var model = new MailModel
        {
            Purpose = mail.Purpose,
            Petition = petition,
            Person = person,
            State = signature.State,
            PublicUrl = settings.PublicUrl,
            ConfirmToken = isConfirmation
                ? keys.WriteLink(new(SignerLinkUse.Confirm, signer, signature.Operation, person.SignedAt + confirmation.PendingFor)) : "",
            ConfirmationDeadline = until,
            IsOpen = petition.PhaseAt(now) == PetitionPhase.Open,
            SignerPageToken = keys.WriteLink(new(SignerLinkUse.SignerPage, signer, Guid.Empty, now + settings.SignerPageFor)),
            SignerPageExpiresAt = now + settings.SignerPageFor,
            StopMailToken = keys.WriteLink(new(SignerLinkUse.StopMail, signer, Guid.Empty, SignerLink.NoExpiry)),
        };
        return new() { Message = Compose(mail, model, Recipient(address), now), RemindAt = remindAt };
    }

    /// <summary>
    /// The recipient: the local part as typed, the domain in punycode, which every server supports.
    /// </summary>
    public static MailboxAddress Recipient(EmailAddress address) => new(
        null, address.Original[..(address.Original.LastIndexOf('@') + 1)] + address.Domain);

    // Equal only for a repetition after a crash, so that mailboxes can recognise the duplicate.
    private static string IdOf(ClaimedMail mail)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{mail.Petition} {mail.RowKey} {(int)mail.Purpose} {mail.Operation} {mail.Sent}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    private MimeMessage Compose(ClaimedMail mail, MailModel model, MailboxAddress to, DateTimeOffset now)
    {
        var texts = MailTexts.For(model.Person.Locale, model.Text.Lang);
        var body = MailComposer.Body(model, texts);
        var from = settings.From.GetAddress(idnEncode: true);
        var message = new MimeMessage
        {
            Subject = OneLine(MailComposer.Subject(model, texts)),
            Date = now,
            MessageId = $"{IdOf(mail)}@{from[(from.LastIndexOf('@') + 1)..]}",
            Body = new MultipartAlternative(
                new TextPart("plain") { Text = body.ToText() },
                new TextPart("html") { Text = body.ToHtml() }),
        };
        message.From.Add(settings.From);
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        // RFC 2369 section 3.2 and RFC 8058: mail programs end the mails by one POST, which needs https.
        var stop = MailComposer.StopMailUrl(model, texts);
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}>");
        if (stop.StartsWith("https:", StringComparison.Ordinal))
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        message.Body.Headers.Add(HeaderId.ContentLanguage, texts.Lang);
        return message;
    }

    // A title comes from an admin, but a line break in it must not inject a header.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    // This silo's catalogue may be older than a publication on another silo.
    private async Task<Petition?> FindAsync(int id, CancellationToken cancel)
    {
        if (catalogue.TryFind(id, out var petition)) return petition;
        await catalogue.RefreshAsync(cancel);
        return catalogue.TryFind(id, out petition) ? petition : null;
    }

    private static PersonalData? Open(PetitionKeys keys, Guid rowKey, byte[] ciphertext)
    {
        try
        {
            return PersonalData.FromBytes(keys.Open(rowKey, ciphertext));
        }
        catch (Exception e) when (e is CryptographicException or JsonException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static WrittenMail Park(ClaimedMail mail, string reason) => new() { Outcome = new MailOutcome.Parked(mail, reason) };
}

/// <summary>A message, or the outcome of a mail that is not sent.</summary>
internal sealed record WrittenMail
{
    /// <summary>The message; null when <see cref="Outcome"/> is set.</summary>
    public MimeMessage? Message { get; init; }

    /// <summary>When to send the reminder, once this mail is sent.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>The outcome to store when nothing is sent; else null.</summary>
    public MailOutcome? Outcome { get; init; }
}
