using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Petitions.Grains.Documents;

/// <summary>
/// The hash that proves what a signer was shown: SHA-256 in lower-case hexadecimal. Goals, dates, counter, challenge and the rehearsal
/// flag are not hashed, because changing them does not change what people signed.
/// </summary>
/// <remarks>
/// The hashed text is UTF-8 and can be recomputed by anybody. It starts with a line <c>petition/v1</c>. Each field is a line
/// <c>name n</c>, where n is the number of values that follow (0 when the document has none), and then one line <c>bytes:value</c> per
/// value. There is no line for <c>letterLang</c> and <c>summary</c> when the document does not state them, and none for
/// <c>optionalFields</c> when all are asked for. The lengths make the text unambiguous: no value can
/// be mistaken for the start of another field.
/// </remarks>
public static class DocumentHash
{
    /// <summary>Hash of everything that a signer of one language is shown. <see cref="PetitionText.Hash"/> itself is not read.</summary>
    public static string OfShown(PetitionFacts facts, PetitionText text) => OfText(new StringBuilder("petition/v1\n")
        .Field("lang", text.Lang)
        .FieldIfStated("letterLang", text.WrittenIn)
        .Field("title", text.Title)
        .Field("subject", text.Subject)
        .FieldIfStated("summary", text.Summary)
        .Field("letter", text.Letter)
        .Field("addressee.name", facts.Addressee.Name)
        .Field("addressee.office", facts.Addressee.Office)
        .Field("addressee.address", facts.Addressee.Address)
        .Field("addressee.country", facts.Addressee.Country)
        .Field("alsoTo", facts.AlsoTo)
        .Field("transfer.country", facts.Transfer?.Country)
        .Field("transfer.adequacy", facts.Transfer?.Adequacy.Word())
        .Field("transfer.fields", facts.Transfer?.Fields ?? [])
        .Field("transfer.risks", text.Risks)
        .Field("consent.version", facts.ConsentVersion)
        .Field("consent.method", facts.ConsentMethod.Word())
        .Field("consent.text", text.ConsentText)
        .Field("newsletter.version", facts.NewsletterVersion)
        .Field("newsletter.text", text.NewsletterText)
        .Field("privacyNotice", facts.PrivacyNotice)
        .Field("safeCountries", facts.SafeCountries)
        .FieldIfStated("optionalFields", facts)
        .Field("minimumAge", facts.MinimumAge.ToString(CultureInfo.InvariantCulture))
        .Field("controller.name", facts.Controller.Name)
        .Field("controller.contact", facts.Controller.Contact)
        .Field("handover.retentionDays", facts.RetentionDays.ToString(CultureInfo.InvariantCulture))
        .ToString());

    /// <summary>SHA-256 of <paramref name="text"/> in UTF-8, in lower-case hexadecimal.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Fields that were added to petition/v1 later: documents without them keep the hash that was signed.
    private static StringBuilder FieldIfStated(this StringBuilder into, string name, string? value) =>
        value is null ? into : into.Field(name, value);

    // What is asked for, when something is left out.
    private static StringBuilder FieldIfStated(this StringBuilder into, string name, PetitionFacts facts) =>
        facts.FieldsLeftOut.IsEmpty ? into : into.Field(name, [.. PetitionFacts.OptionalFields.Where(facts.Asks)]);

    private static StringBuilder Field(this StringBuilder into, string name, string? value) =>
        into.Field(name, value is null ? [] : ImmutableArray.Create(value));

    private static StringBuilder Field(this StringBuilder into, string name, ImmutableArray<string> values)
    {
        into.Append(CultureInfo.InvariantCulture, $"{name} {values.Length}\n");
        foreach (var value in values) into.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:{value}\n");
        return into;
    }
}
