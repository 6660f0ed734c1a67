using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// A petition as it was written: the facts common to all languages and one text per language. Made by <see cref="DocumentParser"/>,
/// which also checks it, so a document in hand is publishable.
/// </summary>
[GenerateSerializer, Immutable, Alias("petitions.document")]
public sealed record PetitionDocument(
    [property: Id(0)] string Slug,
    [property: Id(1)] PetitionFacts Facts,
    [property: Id(2)] ImmutableArray<PetitionText> Texts);

/// <summary>What holds for a petition in every language.</summary>
[GenerateSerializer, Immutable, Alias("petitions.facts")]
public sealed record PetitionFacts
{
    /// <summary>The office that the letter goes to.</summary>
    [Id(0)] public required Addressee Addressee { get; init; }

    /// <summary>Further offices that receive the letter, in the words of the document.</summary>
    [Id(1)] public ImmutableArray<string> AlsoTo { get; init; } = [];

    /// <summary>Where names go and how safe they are there; null when nothing leaves the controller.</summary>
    [Id(2)] public Transfer? Transfer { get; init; }

    /// <summary>The version of the consent text, chosen by the author; a client sends it back with each signature.</summary>
    [Id(3)] public required string ConsentVersion { get; init; }

    /// <summary>How consent is given: by a box that is ticked, or by taking part.</summary>
    [Id(4)] public required ConsentMethod ConsentMethod { get; init; }

    /// <summary>The version of the newsletter consent; null when the petition offers no newsletter.</summary>
    [Id(5)] public string? NewsletterVersion { get; init; }

    /// <summary>Address of the privacy notice (GDPR Art. 13).</summary>
    [Id(6)] public required string PrivacyNotice { get; init; }

    /// <summary>Address of the list of countries with adequate data protection; null when there is no transfer.</summary>
    [Id(7)] public string? SafeCountries { get; init; }

    /// <summary>Age in years from which one may sign (GDPR Art. 8 allows 13 to 16 by country). The signer declares it.</summary>
    [Id(8)] public required int MinimumAge { get; init; }

    /// <summary>The first moment at which a signature is accepted.</summary>
    [Id(9)] public required DateTimeOffset OpensAt { get; init; }

    /// <summary>The moment from which no new signature is accepted; null when an admin decides.</summary>
    [Id(10)] public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Goals in ascending order; the first one above the count is shown.</summary>
    [Id(11)] public ImmutableArray<long> Goals { get; init; } = [];

    /// <summary>How exactly the public sees the count.</summary>
    [Id(12)] public CounterDisplay Counter { get; init; }

    /// <summary>A petition for a rehearsal: not listed, never handed over.</summary>
    [Id(13)] public bool Rehearsal { get; init; }

    /// <summary>Who answers for the data (GDPR Art. 4(7)).</summary>
    [Id(14)] public required Controller Controller { get; init; }

    /// <summary>Days after hand-over until personal data is destroyed.</summary>
    [Id(15)] public required int RetentionDays { get; init; }

    /// <summary>A signature counts only when its e-mail address was confirmed. Never changes once the petition is published.</summary>
    [Id(16)] public bool ConfirmsEmail { get; init; }

    /// <summary>When a signer's device has to prove that it worked before a signature is taken.</summary>
    [Id(20)] public ChallengeUse Challenge { get; init; }
}

/// <summary>The office that a letter goes to.</summary>
/// <param name="Name">Name of the person or body.</param>
/// <param name="Office">The office held; null when <paramref name="Name"/> is an office already.</param>
/// <param name="Address">Lines of the postal address.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
[GenerateSerializer, Immutable, Alias("petitions.addressee")]
public sealed record Addressee(
    [property: Id(0)] string Name, [property: Id(1)] string? Office, [property: Id(2)] ImmutableArray<string> Address,
    [property: Id(3)] string Country);

/// <summary>A transfer of personal data to another country (GDPR chapter V).</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Adequacy">How the country's data protection stands.</param>
/// <param name="Fields">Which data goes there, by the names of the signing API: givenName, familyName.</param>
[GenerateSerializer, Immutable, Alias("petitions.transfer")]
public sealed record Transfer(
    [property: Id(0)] string Country, [property: Id(1)] Adequacy Adequacy, [property: Id(2)] ImmutableArray<string> Fields);

/// <summary>Who answers for the data.</summary>
/// <param name="Name">Name of the organisation.</param>
/// <param name="Contact">An address that people can write to.</param>
[GenerateSerializer, Immutable, Alias("petitions.controller")]
public sealed record Controller([property: Id(0)] string Name, [property: Id(1)] string Contact);

/// <summary>Whether the destination of a transfer protects data adequately (GDPR Art. 45 and 49).</summary>
public enum Adequacy
{
    /// <summary>There is no adequacy decision: explicit consent after information about the risks is needed (Art. 49(1)(a)).</summary>
    None,

    /// <summary>The Commission decided that the country is adequate (Art. 45).</summary>
    Decision,

    /// <summary>Only certified recipients in the country are adequate, and this one is certified.</summary>
    RecipientCertified,
}

/// <summary>How a signer consents.</summary>
public enum ConsentMethod
{
    /// <summary>A box of its own, never ticked beforehand.</summary>
    Checkbox,

    /// <summary>Taking part is the consent, stated beside the button.</summary>
    Participation,
}

/// <summary>How exactly the public sees the count.</summary>
public enum CounterDisplay
{
    /// <summary>Every signature shows.</summary>
    Exact,

    /// <summary>The count is rounded down to steps, so that nobody can watch one signature arrive.</summary>
    Steps,
}

/// <summary>When signers are asked for a proof of work, which programs that sign by the thousand cannot afford.</summary>
public enum ChallengeUse
{
    /// <summary>When limits are reached, or when a rush comes from few networks.</summary>
    Auto,

    /// <summary>With each signature. Signing needs a script then.</summary>
    Always,

    /// <summary>Not at all: beyond its limit a network waits.</summary>
    Never,
}

/// <summary>What a signer of one language reads.</summary>
[GenerateSerializer, Immutable, Alias("petitions.text")]
public sealed record PetitionText
{
    /// <summary>Language of this text, a BCP 47 tag such as <c>de</c>.</summary>
    [Id(0)] public required string Lang { get; init; }

    /// <summary>The petition's title on pages and lists.</summary>
    [Id(1)] public required string Title { get; init; }

    /// <summary>The letter's subject line.</summary>
    [Id(2)] public required string Subject { get; init; }

    /// <summary>The letter: salutation, body, closing; Markdown.</summary>
    [Id(3)] public required string Letter { get; init; }

    /// <summary>What the signer consents to, worded for this petition.</summary>
    [Id(4)] public required string ConsentText { get; init; }

    /// <summary>What a transfer without adequacy can mean; null when there is none.</summary>
    [Id(5)] public string? Risks { get; init; }

    /// <summary>What a subscriber of the newsletter consents to; null when there is no newsletter.</summary>
    [Id(6)] public string? NewsletterText { get; init; }

    /// <summary>
    /// Language of the letter and its subject where that is another one, because the addressee reads it; null where it is not.
    /// </summary>
    [Id(8)] public string? WrittenIn { get; init; }

    /// <summary>Language of the letter, a BCP 47 tag.</summary>
    public string LetterLang => WrittenIn ?? Lang;

    /// <summary>
    /// SHA-256 in lower-case hexadecimal over everything that a signer of this language is shown; see <see cref="DocumentHash"/>.
    /// </summary>
    [Id(7)] public required string Hash { get; init; }
}
