using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// What a signature's consent was, kept as a row that signatures refer to (GDPR Art. 7(1): the controller must be able to demonstrate it).
/// </summary>
/// <param name="Number">Unique within the petition; the signature row holds it.</param>
/// <param name="Lang">Language of the text that was read.</param>
/// <param name="TextHash">Hash of everything that was shown; see <see cref="PetitionText.Hash"/>.</param>
/// <param name="Given">The consents that were given together.</param>
[GenerateSerializer, Immutable, Alias("petitions.consent-record")]
public sealed record ConsentRecord(
    [property: Id(0)] int Number, [property: Id(1)] string Lang, [property: Id(2)] string TextHash,
    [property: Id(3)] ImmutableArray<Consent> Given)
{
    /// <summary>True when the newsletter is among what was given.</summary>
    public bool IncludesNewsletter => Given.Any(consent => consent.Id == Consent.Newsletter);
}

/// <summary>One consent.</summary>
/// <param name="Id">Which one: <see cref="Transfer"/>, <see cref="Signing"/> or <see cref="Newsletter"/>.</param>
/// <param name="Version">Version of its text, chosen by the author.</param>
/// <param name="TextHash">SHA-256 of its text in lower-case hexadecimal.</param>
/// <param name="Method">How it was given.</param>
/// <param name="Country">Destination country of a transfer, else null.</param>
/// <param name="Adequacy">The destination's status at that time, else null.</param>
[GenerateSerializer, Immutable, Alias("petitions.consent")]
public sealed record Consent(
    [property: Id(0)] string Id,
    [property: Id(1)] string Version,
    [property: Id(2)] string TextHash,
    [property: Id(3)] ConsentMethod Method,
    [property: Id(4)] string? Country,
    [property: Id(5)] Adequacy? Adequacy)
{
    /// <summary>Names go to another country.</summary>
    public const string Transfer = "transfer";

    /// <summary>Names stay with the controller and go to the addressee in the same country.</summary>
    public const string Signing = "signing";

    /// <summary>Given on another platform, for what is not known here; covers no hand-over.</summary>
    public const string Import = "import";

    /// <summary>The controller may write about other matters; never required.</summary>
    public const string Newsletter = "newsletter";
}
