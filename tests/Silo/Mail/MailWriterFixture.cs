using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;

namespace Petitions.Tests.Silo.Mail;

/// <summary>A mail writer with one petition and its keys; a test sets only what it is about.</summary>
internal sealed class MailWriterFixture : IPetitionCatalogue, IPetitionKeyring
{
    public static readonly DateTimeOffset Now = new(2026, 3, 20, 19, 20, 30, TimeSpan.Zero);

    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly SignerIdentity Identity = new(new Pepper(new KeyFile(Pepper.Name, "tests", Secret)));

    public Petition? Petition { get; set; } = SamplePetition.Open with
    {
        Facts = SamplePetition.Open.Facts with { ConfirmsEmail = true },
        Texts = [SamplePetition.Open.Texts[0], SamplePetition.Open.Texts[0] with { Lang = "de", Title = "Zünd sie an" }],
    };

    public PetitionKeys? Keys { get; set; } = new(7, Secret);

    public FakeTimeProvider Time { get; } = new(Now);

    public bool IsLoaded => true;

    public ImmutableArray<Petition> Listed => [];

    public ImmutableArray<Petition> All => [];

    public static Guid KeyOf(string email) => EmailAddress.TryParse(email, out var address) ? Identity.KeyOf(address) : Guid.Empty;

    /// <summary>The key of a signature from before providers had rules.</summary>
    public static Guid FormerKeyOf(string email) =>
        EmailAddress.TryParse(email, out var address) ? Identity.FormerKeyOf(address)!.Value : Guid.Empty;

    /// <summary>A claimed mail about a signature.</summary>
    public static ClaimedMail About(
        MailPurpose purpose, string givenName = "Maria", string familyName = "Musterfrau", string email = "maria@example.org",
            string? locale = "de-AT",
        SignatureState state = SignatureState.Pending, Guid? signerKey = null)
    {
        var mail = SampleMail.Of(purpose, state) with { RowKey = new PetitionKeys(7, Secret).RowKey(signerKey ?? KeyOf(email)) };
        var person = new PersonalData(givenName, familyName, email, "Wien", "AT", locale, Now.AddMinutes(-1));
        return mail with { Signature = mail.Signature! with { Ciphertext = new PetitionKeys(7, Secret)
            .Seal(mail.RowKey, person.ToBytes()) } };
    }

    public Task<WrittenMail> WriteAsync(ClaimedMail mail) => new MailWriter(
        new MailSettings
        {
            Server = null, From = new MailboxAddress("Petitions", "petitions@example.org"), PublicUrl = "https://petition.example",
            ConnectionsMax = 1, SignerPageFor = TimeSpan.FromDays(30),
        },
        new ConfirmationOptions(), Identity, this, this, Time).WriteAsync(mail, CancellationToken.None);

    /// <summary>The message as the recipient parses it.</summary>
    public async Task<MimeMessage> ReadAsync(ClaimedMail mail)
    {
        using var stream = new MemoryStream();
        await (await WriteAsync(mail)).Message!.WriteToAsync(stream);
        stream.Position = 0;
        return await MimeMessage.LoadAsync(stream);
    }

    public bool TryFind(string slug, [NotNullWhen(true)] out Petition? petition) => (petition = Petition) is not null;

    public bool TryFindDraft(string slug, [NotNullWhen(true)] out Petition? draft) => (draft = null) is not null;

    public bool TryFind(int id, [NotNullWhen(true)] out Petition? petition) => (petition = id == 7 ? Petition : null) is not null;

    public Task RefreshAsync(CancellationToken cancel) => Task.CompletedTask;

    public ValueTask<PetitionKeys?> FindAsync(int petition, string slug) => new(Keys);

    public byte[] NewWrapped(string slug) => throw new NotSupportedException();
}
