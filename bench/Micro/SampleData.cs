using System.Collections.Immutable;
using System.Text;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Silo.Documents;

namespace Petitions.Bench.Micro;

/// <summary>
/// The petition and the signer of all benchmarks: the embedded demo petition, and the signer of the README.
/// </summary>
internal static class SampleData
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A signature as a client sends it.</summary>
    public static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """
        { "givenName": "Maria", "familyName": "Musterfrau", "email": "maria@example.org", "place": "Wien", "country": "AT",
          "locale": "de-AT", "ageConfirmed": true, "consents": [ { "id": "transfer", "version": "2026-01" } ], "newsletter": false }
        """);

    /// <summary>The demo petition as in the catalogue, with id 1.</summary>
    public static Petition Petition { get; } = Publish();

    /// <summary>The same signature after validation.</summary>
    public static Signature Signature { get; } = new()
    {
        Petition = Petition.Id,
        IdempotencyKey = new Guid("6f1c2a52-9d0e-4f63-8a38-0f4f6f0c7d11"),
        GivenName = "Maria",
        FamilyName = "Musterfrau",
        Email = "maria@example.org",
        Place = "Wien",
        Country = "AT",
        Locale = "de-AT",
        Consents = [new GivenConsent(Consent.Transfer, Petition.Facts.ConsentVersion)],
    };

    /// <summary>Her personal data before encryption.</summary>
    public static PersonalData Person { get; } = new(
        Signature.GivenName, Signature.FamilyName, Signature.Email, Signature.Place, Signature.Country, Signature.Locale, Now);

    /// <summary>Keys of the petition, from a secret of zeros.</summary>
    public static PetitionKeys Keys { get; } = new(Petition.Id, new byte[PetitionKeys.SecretBytes]);

    /// <summary>Length of her encrypted data in the database.</summary>
    public static int SealedBytes { get; } = Keys.Seal(Guid.Empty, Person.ToBytes()).Length;

    private static Petition Publish()
    {
        var document = new DocumentSource(Folder: null).Read()[0].Parse().Document
            ?? throw new InvalidOperationException("The demo petition does not parse.");
        return new Petition
        {
            Id = 1,
            Slug = document.Slug,
            Revision = 1,
            // Open at any time.
            Facts = document.Facts with { OpensAt = DateTimeOffset.UnixEpoch, ClosesAt = null },
            Texts = document.Texts,
            Versions = [DocumentVersions.Next(ImmutableArray<DocumentVersion>.Empty, document, Now)],
        };
    }
}
