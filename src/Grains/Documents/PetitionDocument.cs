using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// A petition as its authors wrote it: facts shared by all languages and one text per language. <see cref="DocumentParser"/> creates and
/// validates it, so every instance can be published.
/// </summary>
[GenerateSerializer, Immutable, Alias("petitions.document")]
public sealed record PetitionDocument(
    [property: Id(0)] string Slug,
    [property: Id(1)] PetitionFacts Facts,
    [property: Id(2)] ImmutableArray<PetitionText> Texts);

/// <summary>The facts of a petition that all languages share.</summary>
[GenerateSerializer, Immutable, Alias("petitions.facts")]
public sealed record PetitionFacts
{
    /// <summary>The recipient of the letter.</summary>
    [Id(0)] public required Addressee Addressee { get; init; }

    /// <summary>Further recipients of the letter, as free text.</summary>
    [Id(1)] public ImmutableArray<string> AlsoTo { get; init; } = [];

    /// <summary>The transfer of personal data to another country; null when there is none.</summary>
    [Id(2)] public Transfer? Transfer { get; init; }

    /// <summary>The version of the consent text, chosen by the author; clients send it back with each signature.</summary>
    [Id(3)] public required string ConsentVersion { get; init; }

    /// <summary>How consent is given: by ticking a checkbox, or by signing.</summary>
    [Id(4)] public required ConsentMethod ConsentMethod { get; init; }

    /// <summary>The version of the newsletter consent; null when the petition offers no newsletter.</summary>
    [Id(5)] public string? NewsletterVersion { get; init; }

    /// <summary>Address of the privacy notice (GDPR Art. 13).</summary>
    [Id(6)] public required string PrivacyNotice { get; init; }

    /// <summary>Address of the list of countries with adequate data protection; null when there is no transfer.</summary>
    [Id(7)] public string? SafeCountries { get; init; }

    /// <summary>Minimum age of signers in years (GDPR Art. 8 allows 13 to 16, by country). Signers declare it themselves.</summary>
    [Id(8)] public required int MinimumAge { get; init; }

    /// <summary>Signatures are accepted from this time on (inclusive).</summary>
    [Id(9)] public required DateTimeOffset OpensAt { get; init; }

    /// <summary>New signatures are refused from this time on; null when an admin closes the petition.</summary>
    [Id(10)] public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Goals in ascending order; the first one above the count is shown.</summary>
    [Id(11)] public ImmutableArray<long> Goals { get; init; } = [];

    /// <summary>How precisely the public count is shown.</summary>
    [Id(12)] public CounterDisplay Counter { get; init; }

    /// <summary>A petition for load tests: it is not listed, and handed over only as what it is.</summary>
    [Id(13)] public bool Rehearsal { get; init; }

    /// <summary>The controller of the personal data (GDPR Art. 4(7)).</summary>
    [Id(14)] public required Controller Controller { get; init; }

    /// <summary>Days from hand-over until personal data is destroyed.</summary>
    [Id(15)] public required int RetentionDays { get; init; }

    /// <summary>Signatures count only after their e-mail address is confirmed. Cannot change after the first publication.</summary>
    [Id(16)] public bool ConfirmsEmail { get; init; }

    /// <summary>When signers must solve a proof of work.</summary>
    [Id(20)] public ChallengeUse Challenge { get; init; }

    /// <summary>Name of the time zone in which dates are meant and shown; null is UTC. See <see cref="PetitionZone"/>.</summary>
    [Id(21)] public string? TimeZone { get; init; }

    /// <summary>Those of <see cref="OptionalFields"/> that signers are not asked for.</summary>
    [Id(24)] public ImmutableArray<string> FieldsLeftOut { get; init; } = [];

    /// <summary>The optional fields of the signing API, which a document may leave out.</summary>
    public static ImmutableArray<string> OptionalFields => ["place", "country"];

    /// <summary>True when signers are asked for an optional field.</summary>
    public bool Asks(string field) => !FieldsLeftOut.Contains(field);
}

/// <summary>The recipient of a letter.</summary>
/// <param name="Name">Name of the person or body.</param>
/// <param name="Office">Office of the person; null when <paramref name="Name"/> is an office.</param>
/// <param name="Address">Lines of the postal address.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
[GenerateSerializer, Immutable, Alias("petitions.addressee")]
public sealed record Addressee(
    [property: Id(0)] string Name, [property: Id(1)] string? Office, [property: Id(2)] ImmutableArray<string> Address,
    [property: Id(3)] string Country);

/// <summary>A transfer of personal data to another country (GDPR chapter V).</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Adequacy">The adequacy of the country's data protection.</param>
/// <param name="Fields">The transferred fields, of <see cref="FieldsAllowed"/>.</param>
[GenerateSerializer, Immutable, Alias("petitions.transfer")]
public sealed record Transfer(
    [property: Id(0)] string Country, [property: Id(1)] Adequacy Adequacy, [property: Id(2)] ImmutableArray<string> Fields)
{
    /// <summary>Every field that may be transferred, by its name in the signing API.</summary>
    public static ImmutableArray<string> FieldsAllowed => ["givenName", "familyName", "place"];
}

/// <summary>The controller of the personal data.</summary>
/// <param name="Name">Name of the organisation.</param>
/// <param name="Contact">E-mail or postal address for enquiries.</param>
[GenerateSerializer, Immutable, Alias("petitions.controller")]
public sealed record Controller([property: Id(0)] string Name, [property: Id(1)] string Contact);

/// <summary>Whether the destination of a transfer protects data adequately (GDPR Art. 45 and 49).</summary>
public enum Adequacy
{
    /// <summary>No adequacy decision: explicit consent after information about the risks is required (Art. 49(1)(a)).</summary>
    None,

    /// <summary>The European Commission decided that the country is adequate (Art. 45).</summary>
    Decision,

    /// <summary>Only certified recipients in the country are adequate, and this recipient is certified.</summary>
    RecipientCertified,
}

/// <summary>How a signer consents.</summary>
public enum ConsentMethod
{
    /// <summary>A checkbox of its own that is never ticked in advance.</summary>
    Checkbox,

    /// <summary>Signing is the consent; the text is shown next to the button.</summary>
    Participation,
}

/// <summary>How precisely the public count is shown.</summary>
public enum CounterDisplay
{
    /// <summary>The exact count.</summary>
    Exact,

    /// <summary>The count is rounded down to steps, so that nobody can see a single signature arrive.</summary>
    Steps,
}

/// <summary>When signers must solve a proof of work, which makes mass signing by programs expensive.</summary>
public enum ChallengeUse
{
    /// <summary>Above a rate limit, or when most attempts come from a few networks.</summary>
    Auto,

    /// <summary>For every signature. Signing then requires JavaScript.</summary>
    Always,

    /// <summary>Never: a network above its limit is refused until it is below again.</summary>
    Never,
}

/// <summary>The text of a petition in one language.</summary>
[GenerateSerializer, Immutable, Alias("petitions.text")]
public sealed record PetitionText
{
    /// <summary>Language of this text, a BCP 47 tag such as <c>de</c>.</summary>
    [Id(0)] public required string Lang { get; init; }

    /// <summary>The title on pages and in lists.</summary>
    [Id(1)] public required string Title { get; init; }

    /// <summary>The letter's subject line.</summary>
    [Id(2)] public required string Subject { get; init; }

    /// <summary>The letter: salutation, body, closing; Markdown.</summary>
    [Id(3)] public required string Letter { get; init; }

    /// <summary>The text that the signer consents to.</summary>
    [Id(4)] public required string ConsentText { get; init; }

    /// <summary>The risks of a transfer without an adequacy decision; null when there is no such transfer.</summary>
    [Id(5)] public string? Risks { get; init; }

    /// <summary>The text that newsletter subscribers consent to; null when there is no newsletter.</summary>
    [Id(6)] public string? NewsletterText { get; init; }

    /// <summary>Language of letter and subject when it differs from <see cref="Lang"/>; else null.</summary>
    [Id(8)] public string? WrittenIn { get; init; }

    /// <summary>
    /// The introduction before the letter, in <see cref="Lang"/>: what it says, for readers of another language too; paragraphs of plain
    /// text. Null when there is none.
    /// </summary>
    [Id(12)] public string? Summary { get; init; }

    /// <summary>Language of the letter, a BCP 47 tag.</summary>
    public string LetterLang => WrittenIn ?? Lang;

    /// <summary>
    /// SHA-256, lower-case hexadecimal, of everything that a signer is shown in this language; see <see cref="DocumentHash"/>.
    /// </summary>
    [Id(7)] public required string Hash { get; init; }
}
