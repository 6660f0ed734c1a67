using System.Collections.Immutable;

namespace Petitions.Grains.Signing;

/// <summary>
/// What one person signs: the message from a front end to the signer's grain. Fields are checked by the front end already.
/// </summary>
[GenerateSerializer, Immutable, Alias("petitions.signature")]
public sealed record Signature
{
    /// <summary>Number of the petition.</summary>
    [Id(0)] public required int Petition { get; init; }

    /// <summary>Decides what a retry is: chosen by the client, or at random when it chose none.</summary>
    [Id(1)] public required Guid IdempotencyKey { get; init; }

    /// <summary>Given name, NFC, at most <see cref="SignerText.CharactersMax"/> characters.</summary>
    [Id(2)] public required string GivenName { get; init; }

    /// <summary>Family name, NFC, at most <see cref="SignerText.CharactersMax"/> characters.</summary>
    [Id(3)] public required string FamilyName { get; init; }

    /// <summary>The e-mail address as it was typed.</summary>
    [Id(4)] public required string Email { get; init; }

    /// <summary>Place of residence, or null.</summary>
    [Id(5)] public string? Place { get; init; }

    /// <summary>Country of residence, ISO 3166-1 alpha-2, or null.</summary>
    [Id(6)] public string? Country { get; init; }

    /// <summary>Language of the page, BCP 47, or null.</summary>
    [Id(7)] public string? Locale { get; init; }

    /// <summary>The signer wants to hear about other matters.</summary>
    [Id(8)] public bool Newsletter { get; init; }

    /// <summary>The document that the signer saw; null means the current version in the language of <see cref="Locale"/>.</summary>
    [Id(9)] public SeenDocument? Document { get; init; }

    /// <summary>The consents that were given.</summary>
    [Id(10)] public required ImmutableArray<GivenConsent> Consents { get; init; }
}

/// <summary>The document that a signer saw.</summary>
[GenerateSerializer, Immutable, Alias("petitions.seen-document")]
public sealed record SeenDocument([property: Id(0)] string Lang, [property: Id(1)] int Version);

/// <summary>A consent as the client names it.</summary>
[GenerateSerializer, Immutable, Alias("petitions.given-consent")]
public readonly record struct GivenConsent([property: Id(0)] string Id, [property: Id(1)] string Version);
