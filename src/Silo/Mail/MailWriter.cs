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

/// <summary>Decrypts the personal data for a claimed mail and writes the message, or says why there is none.</summary>
internal sealed class MailWriter(
    MailSettings settings, ConfirmationOptions confirmation, SignerIdentity identity, IPetitionCatalogue catalogue,
    IPetitionKeyring keyring,
    TimeProvider time)
{
    /// <summary>The message, or what becomes of the mail without one.</summary>
    public async Task<WrittenMail> WriteAsync(ClaimedMail mail, CancellationToken cancel)
    {
        if (mail.Signature is not { Ciphertext: { } ciphertext } signature
            || !MailPolicy.IsWanted(mail.Purpose, mail.Operation, signature.State, signature.Operation)
            || await FindAsync(mail.Petition, cancel) is not { KeysDestroyedAt: null } petition
            || await keyring.FindAsync(petition.Id, petition.Slug) is not { } keys)
        {
            return new() { Without = new MailOutcome.Dropped(mail) };
        }
        if (Open(keys, mail.RowKey, ciphertext) is not { } person) return Park(mail, "the sealed data cannot be opened");
        if (!EmailAddress.TryParse(person.Email, out var address)) return Park(mail, "the address is none that can be written to");

        var now = time.GetUtcNow();
        var until = MailPolicy.ConfirmableUntil(petition, confirmation, person.SignedAt, now);
        var asks = mail.Purpose is MailPurpose.Confirm or MailPurpose.Remind;
        if (asks && until <= now) return new() { Without = new MailOutcome.Dropped(mail) };
        // Nothing leaves in a rehearsal; the outbox does not see a difference.
        if (petition.Facts.Rehearsal) return new() { Without = new MailOutcome.Sent(mail) };

        var remindAt = mail.Purpose == MailPurpose.Confirm ? MailPolicy.RemindAt(confirmation, now, until) : null;
        var signer = identity.KeyOf(address);
        var facts = new MailModel
        {
            Purpose = mail.Purpose,
            Petition = petition,
            Person = person,
            State = signature.State,
            PublicUrl = settings.PublicUrl,
            ConfirmToken = asks
                ? keys.WriteLink(new(SignerLinkUse.Confirm, signer, signature.Operation, person.SignedAt + confirmation.PendingFor))
                : "",
            ConfirmableUntil = until,
            IsOpen = petition.PhaseAt(now) == PetitionPhase.Open,
            PageToken = keys.WriteLink(new(SignerLinkUse.SignerPage, signer, Guid.Empty, now + settings.SignerPageFor)),
            PageUntil = now + settings.SignerPageFor,
        };
        return new() { Message = Compose(mail, facts, Recipient(address), now), RemindAt = remindAt };
    }

    /// <summary>
    /// Where mail goes: as it was typed, the domain as it is canonical. It leaves in punycode, because every server understands that.
    /// </summary>
    public static MailboxAddress Recipient(EmailAddress address) => new(
        null, address.Original[..address.Original.LastIndexOf('@')] + address.Canonical[address.Canonical.LastIndexOf('@')..]);

    // The same for a repeat after a crash and for nothing else: mailboxes that know it show it once.
    private static string IdOf(ClaimedMail mail)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{mail.Petition} {mail.RowKey} {(int)mail.Purpose} {mail.Operation} {mail.Sent}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    private MimeMessage Compose(ClaimedMail mail, MailModel facts, MailboxAddress to, DateTimeOffset now)
    {
        var texts = MailTexts.For(facts.Person.Locale, facts.Petition.Texts[0].Lang);
        var body = MailComposer.BodyOf(facts, texts);
        var from = settings.From.GetAddress(idnEncode: true);
        var message = new MimeMessage
        {
            Subject = OneLine(MailComposer.SubjectOf(facts, texts)),
            Date = now,
            MessageId = $"{IdOf(mail)}@{from[(from.LastIndexOf('@') + 1)..]}",
            Body = new MultipartAlternative(
                new TextPart("plain") { Text = body.ToText() },
                new TextPart("html") { Text = body.ToHtml() }),
        };
        message.From.Add(settings.From);
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body.Headers.Add(HeaderId.ContentLanguage, texts.Lang);
        return message;
    }

    // A title is an admin's text, but no text may begin a header of its own.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    // A silo that has just started may not have read of a petition that another one published.
    private async Task<Petition?> FindAsync(int id, CancellationToken cancel)
    {
        if (catalogue.TryFind(id, out var petition)) return petition;
        await catalogue.RefreshAsync(cancel);
        return catalogue.TryFind(id, out petition) ? petition : null;
    }

    private static SealedPerson? Open(PetitionKeys keys, Guid rowKey, byte[] ciphertext)
    {
        try
        {
            return SealedPerson.FromBytes(keys.Open(rowKey, ciphertext));
        }
        catch (Exception e) when (e is CryptographicException or JsonException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static WrittenMail Park(ClaimedMail mail, string reason) => new() { Without = new MailOutcome.Parked(mail, reason) };
}

/// <summary>A message, or what becomes of the mail without one.</summary>
internal sealed record WrittenMail
{
    /// <summary>Null when <see cref="Without"/> says what to note.</summary>
    public MimeMessage? Message { get; init; }

    /// <summary>When to ask once more, after this one was sent.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>Nothing is sent: this is what to note.</summary>
    public MailOutcome? Without { get; init; }
}
